/** Unread texts are counted often and may be thousands: with these columns the index alone answers, without the rows. */
export const unreadCount = `
DROP INDEX texts_unread;
CREATE INDEX texts_unread ON texts (conversation, direction, is_read, is_removed)
  WHERE direction = 'inbound' AND is_read = 0 AND is_removed = 0;
`;
