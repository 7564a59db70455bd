/** `~` is whoever the token belongs to. */
export const ACCOUNT = "/restapi/v1.0/account/~";
export const EXTENSION = `${ACCOUNT}/extension/~`;
