import { describe, expect, it } from "vitest";
import { messageRecord } from "../../../main/ringcentral/schemas.ts";
import { textFromRecord } from "../../../main/ringcentral/text-from-record.ts";

const OWN = { extensionNumber: "101", numbers: new Set(["+16505550100"]) };

const inbound = {
  id: "3062991514017",
  type: "SMS",
  direction: "Inbound",
  from: { phoneNumber: "+16505550111", name: "Jane Doe" },
  to: [{ phoneNumber: "+16505550100", target: true }],
  creationTime: "2025-07-30T18:12:45.028Z",
  lastModifiedTime: "2025-07-30T18:12:46.028Z",
  readStatus: "Unread",
  subject: "hello",
  messageStatus: "Received",
  attachments: [{ id: "3062991514017", type: "Text", contentType: "text/plain" }],
};

const outbound = {
  ...inbound,
  direction: "Outbound",
  from: { phoneNumber: "+16505550100" },
  to: [{ phoneNumber: "+16505550111" }],
  messageStatus: "Queued",
};

const read = (record: unknown) => textFromRecord(messageRecord.parse(record), OWN);

describe("a record of RingCentral's", () => {
  it("becomes a text in Tern's words", () => {
    expect(read(inbound)).toEqual({
      providerId: "3062991514017",
      kind: "text",
      direction: "inbound",
      own: "+16505550100",
      others: ["+16505550111"],
      from: "+16505550111",
      fromName: "Jane Doe",
      body: "hello",
      at: Date.parse("2025-07-30T18:12:45.028Z"),
      changedAt: Date.parse("2025-07-30T18:12:46.028Z"),
      isRead: false,
      status: "received",
      failure: null,
      attachments: [],
    });
  });

  it("has the same id whether it came as a number or as a string", () => {
    expect(read({ ...inbound, id: 3062991514017 })?.providerId).toBe("3062991514017");
  });

  it("keeps the own address when it writes it as plain digits", () => {
    expect(read({ ...inbound, to: [{ phoneNumber: "16505550100" }] })?.own).toBe("+16505550100");
  });

  it("tells time with and without a colon in the offset", () => {
    expect(read({ ...inbound, creationTime: "2014-04-29T14:29:20.531+0000" })?.at).toBe(
      Date.parse("2014-04-29T14:29:20.531Z"),
    );
  });

  it("is a text without a body when the subject is missing", () => {
    const { subject: _, ...record } = inbound;
    expect(read(record)?.body).toBe("");
  });

  it("is skipped when it is no text or has no author", () => {
    expect([read({ ...inbound, type: "Fax" }), read({ ...inbound, from: undefined })]).toEqual([null, null]);
  });

  it("keeps a short code as it is", () => {
    expect(read({ ...inbound, from: { phoneNumber: "72345" } })?.others).toEqual(["72345"]);
  });
});

describe("a group text", () => {
  const to = [{ phoneNumber: "+16505550122" }, { phoneNumber: "+16505550100", target: true }];

  it("came in at the number marked as target, not at the first one", () => {
    const { own, others, from } = read({ ...inbound, to }) ?? {};
    expect({ own, others, from }).toEqual({
      own: "+16505550100",
      others: ["+16505550111", "+16505550122"],
      from: "+16505550111",
    });
  });

  it("in the old shape, without a target, came in at the one of our numbers that is in it", () => {
    expect(read({ ...inbound, to: to.map(({ phoneNumber }) => ({ phoneNumber })) })?.own).toBe("+16505550100");
  });

  it("is the same conversation in both directions", () => {
    const sent = read({
      ...outbound,
      to: [{ phoneNumber: "+16505550122" }, { phoneNumber: "+16505550111" }],
    });
    expect([sent?.own, sent?.others]).toEqual(["+16505550100", ["+16505550111", "+16505550122"]]);
  });

  it("has failed if it failed for one of them, and says for whom", () => {
    const to = [
      { phoneNumber: "+16505550122", messageStatus: "Delivered" },
      { phoneNumber: "+16505550111", messageStatus: "SendingFailed" },
    ];
    const text = read({ ...outbound, messageStatus: "SendingFailed", deliveryErrorCode: "SMS-UP-410", to });
    expect([text?.status, text?.failure]).toEqual([
      "failed",
      { code: "carrier", carrierCode: "SMS-UP-410", about: "+16505550111" },
    ]);
  });

  it("is as far as the slowest of them", () => {
    const to = [
      { phoneNumber: "+16505550122", messageStatus: "Delivered" },
      { phoneNumber: "+16505550111", messageStatus: "Sent" },
    ];
    expect(read({ ...outbound, messageStatus: "Sent", to })?.status).toBe("sent");
  });
});

describe("the status of an outbound text", () => {
  it.each([
    ["Queued", "accepted"],
    ["Sent", "sent"],
    ["Delivered", "delivered"],
    ["SendingFailed", "failed"],
    ["DeliveryFailed", "failed"],
    ["SomethingNew", "accepted"],
  ])("%s is %s", (messageStatus, status) => {
    expect(read({ ...outbound, messageStatus })?.status).toBe(status);
  });

  it("carries the carrier's reason for a failure", () => {
    expect(read({ ...outbound, messageStatus: "DeliveryFailed", deliveryErrorCode: "SMS-CAR-431" })?.failure).toEqual({
      code: "carrier",
      carrierCode: "SMS-CAR-431",
    });
  });
});

describe("a company message", () => {
  const pager = {
    ...inbound,
    type: "Pager",
    from: { extensionNumber: "102", extensionId: "20", name: "Amir" },
    // The documented example lists the sender among the recipients.
    to: [
      { extensionNumber: "101", extensionId: "10" },
      { extensionNumber: "102", extensionId: "20" },
    ],
  };

  it("has extension numbers for addresses, and the sender once", () => {
    const { kind, own, others, from } = read(pager) ?? {};
    expect({ kind, own, others, from }).toEqual({ kind: "company", own: "101", others: ["102"], from: "102" });
  });

  it("to a department has the department beside its author", () => {
    expect(read({ ...pager, pgToDepartment: true, to: [{ extensionNumber: "300" }] })?.others).toEqual(["102", "300"]);
  });
});

describe("attachments", () => {
  it("are the files, without the text that comes as one", () => {
    const attachments = [
      ...inbound.attachments,
      {
        id: 675981076016,
        uri: "https://media.ringcentral.com/restapi/v1.0/account/1/extension/2/message-store/3/content/675981076016",
        type: "MmsAttachment",
        contentType: "image/jpeg",
        size: 461020,
      },
    ];
    expect(read({ ...inbound, attachments })?.attachments).toEqual([
      {
        ref: "https://media.ringcentral.com/restapi/v1.0/account/1/extension/2/message-store/3/content/675981076016",
        fileName: "attachment-1.jpg",
        contentType: "image/jpeg",
        size: 461020,
      },
    ]);
  });

  it("without an address are found by their ids", () => {
    const attachments = [{ id: "7", type: "MmsAttachment", contentType: "image/png" }];
    expect(read({ ...inbound, attachments })?.attachments[0]?.ref).toBe(
      "/restapi/v1.0/account/~/extension/~/message-store/3062991514017/content/7",
    );
  });
});
