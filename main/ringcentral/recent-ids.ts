/** Remembers the last `size` ids: true the first time it sees one. */
export const createRecentIds = (size: number): { readonly isNew: (id: string) => boolean } => {
  const seen = new Set<string>();
  return {
    isNew: (id) => {
      if (seen.has(id)) return false;
      seen.add(id);
      const [oldest] = seen;
      if (seen.size > size && oldest !== undefined) seen.delete(oldest);
      return true;
    },
  };
};
