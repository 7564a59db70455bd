import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "./button.tsx";

/** Asks before something that cannot be undone, with its exact consequence. Focus starts on the harmless choice. */
export const Confirmation = (props: {
  title: string;
  children: ReactNode;
  confirm: string;
  onConfirm: () => void;
  onCancel: () => void;
}): ReactNode => (
  <ModalOverlay
    className="overlay"
    isOpen
    isDismissable
    onOpenChange={(isOpen) => (isOpen ? undefined : props.onCancel())}
  >
    <Modal className="modal">
      <Dialog role="alertdialog" className="dialog">
        <Heading slot="title" className="dialog-title">
          {props.title}
        </Heading>
        <div className="dialog-words">{props.children}</div>
        <div className="dialog-acts">
          <Button onPress={props.onCancel} autoFocus>
            Cancel
          </Button>
          <Button look="danger" onPress={props.onConfirm}>
            {props.confirm}
          </Button>
        </div>
      </Dialog>
    </Modal>
  </ModalOverlay>
);

/** A picture as large as the window allows. Esc, or a press beside it, closes. */
export const PictureView = (props: {
  name: string;
  source: string;
  detail: string;
  onClose: () => void;
}): ReactNode => (
  <ModalOverlay
    className="overlay overlay-dark"
    isOpen
    isDismissable
    onOpenChange={(isOpen) => (isOpen ? undefined : props.onClose())}
  >
    <Modal className="picture-modal">
      <Dialog className="picture-dialog" aria-label={props.name}>
        <img src={props.source} alt={props.name} />
        <div className="picture-acts">
          <span>
            {props.name} ({props.detail})
          </span>
          <a href={props.source} download={props.name}>
            Download
          </a>
          <Button onPress={props.onClose}>Close</Button>
        </div>
      </Dialog>
    </Modal>
  </ModalOverlay>
);
