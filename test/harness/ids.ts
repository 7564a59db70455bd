import type { AttachmentId, ConversationId, TextId } from "../../preload/contract/model.ts";

// Only Tern's store makes ids; a test may name them as it likes, so every name is one.
const isConversationId = (name: string): name is ConversationId => name !== "";
const isTextId = (name: string): name is TextId => name !== "";
const isAttachmentId = (name: string): name is AttachmentId => name !== "";
const noName = (): never => {
  throw new Error("an id cannot be empty");
};

export const conversationId = (name: string): ConversationId => (isConversationId(name) ? name : noName());
export const textId = (name: string): TextId => (isTextId(name) ? name : noName());
export const attachmentId = (name: string): AttachmentId => (isAttachmentId(name) ? name : noName());
