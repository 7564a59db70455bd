import { ok, type SignedCall } from "../call.ts";
import { notFound } from "../errors.ts";
import { pageOf } from "../paging.ts";
import { extensionUri, type Hosts } from "../records.ts";
import { inAccount, type Route } from "../routing.ts";
import { extensionById, fullName, type Extension, type World } from "../world.ts";

/** The company's queues (extensions of type Department) and their members. */
export const callQueueRoutes = ({
  world,
  hosts,
}: {
  readonly world: World;
  readonly hosts: Hosts;
}): readonly Route[] => {
  const base = (): string => `${hosts.api()}/restapi/v1.0/account/${world.accountId}/call-queues`;

  const record = (queue: Extension) => ({
    uri: `${base()}/${queue.id}`,
    id: String(queue.id),
    extensionNumber: queue.extensionNumber,
    name: fullName(queue),
    status: queue.status,
    site: { id: "main-site", name: "Main Site" },
  });

  const queueOf = (id: string): Extension => {
    const queue = extensionById(world, Number(id));
    if (queue?.type !== "Department") throw notFound("groupId", id);
    return queue;
  };

  const list = (call: SignedCall) => {
    const member = call.query.get("memberExtensionId");
    const queues = world.extensions.filter(
      (extension) => extension.type === "Department" && (member === null || extension.members.includes(Number(member))),
    );
    const page = pageOf(call, queues, { uri: base() });
    return ok({ ...page, records: page.records.map(record) });
  };

  return [
    {
      kind: "signed",
      method: "GET",
      template: inAccount("/call-queues"),
      group: "medium",
      permission: "ReadAccounts",
      run: list,
    },
    {
      kind: "signed",
      method: "GET",
      template: inAccount("/call-queues/:group"),
      group: "light",
      permission: "ReadAccounts",
      run: (_, { group = "" }) => ok({ ...record(queueOf(group)), editableMemberStatus: true }),
    },
    {
      kind: "signed",
      method: "GET",
      template: inAccount("/call-queues/:group/members"),
      group: "light",
      permission: "ReadAccounts",
      run: (call, { group = "" }) => {
        const queue = queueOf(group);
        const members = world.extensions.filter((extension) => queue.members.includes(extension.id));
        const page = pageOf(call, members, { uri: `${base()}/${queue.id}/members` });
        return ok({
          ...page,
          records: page.records.map((member) => ({
            uri: extensionUri(hosts, world, member.id),
            id: member.id,
            extensionNumber: member.extensionNumber,
          })),
        });
      },
    },
  ];
};
