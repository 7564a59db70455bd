/**
 * The desk for a person: where Chromium's windows can be seen but there is no Electron to put an icon beside the clock,
 * this page is that icon and its menu, and the place where notifications come up. Asks the desk every second.
 */
export const DESK_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Stand-in desktop</title>
<style>
  :root { color-scheme: light dark; font: 14px/1.45 system-ui, sans-serif; }
  body { margin: 16px; display: grid; gap: 16px; }
  h1 { font-size: 12px; font-weight: 600; margin: 0 0 4px; opacity: 0.7; }
  ul { list-style: none; margin: 0; padding: 0; }
  img { width: 24px; height: 24px; vertical-align: middle; margin-right: 8px; background: #8884; border-radius: 4px; padding: 2px; }
  button { font: inherit; }
  #menu button { display: block; width: 100%; text-align: left; border: 0; background: none; padding: 4px 8px; border-radius: 6px; }
  #menu button:enabled:hover, #menu button:focus-visible { background: #8883; }
  #menu ul { padding-left: 16px; }
  hr { border: 0; border-top: 1px solid #8884; }
  #notifications li { border: 1px solid #8886; border-radius: 6px; padding: 8px 12px; margin-bottom: 8px; }
  #notifications p { margin: 0 0 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
  form { display: flex; gap: 4px; margin-top: 4px; }
  input { flex: 1; font: inherit; min-width: 0; }
</style>
<section><h1>Tray</h1><p><img id="icon" alt=""><span id="tooltip"></span></p><div id="menu"></div></section>
<section><h1>Notifications</h1><ul id="notifications"></ul></section>
<section><h1>Computer</h1>
  <button data-path="/network" data-body='{"online":false}'>Pull the network cable</button>
  <button data-path="/network" data-body='{"online":true}'>Plug it in</button>
  <button data-path="/power" data-body='{"event":"suspend"}'>Sleep</button>
  <button data-path="/power" data-body='{"event":"resume"}'>Wake up</button>
</section>
<script>
  const element = (name, text) => Object.assign(document.createElement(name), text === undefined ? {} : { textContent: text });
  const post = (path, body = {}) => fetch(path, { method: "POST", body: JSON.stringify(body) }).then(refresh);
  const menuList = (entries, above) => {
    const list = element("ul");
    for (const { type, label, checked, enabled, submenu } of entries) {
      const item = list.appendChild(element("li"));
      if (type === "separator") { item.append(element("hr")); continue; }
      const button = item.appendChild(element("button", (checked ? "\\u2713 " : "") + label));
      button.disabled = !enabled;
      const path = [...above, label];
      if (submenu) item.append(menuList(submenu, path));
      else button.onclick = () => post("/tray/click", { path });
    }
    return list;
  };
  const notificationItem = ({ id, title, body, actions, canReply, shownBy }) => {
    const item = element("li");
    item.append(element("strong", title), element("p", body));
    if (shownBy === "system") { item.append("Shown by this system's own notification server."); return item; }
    const button = (text, act) => { item.append(Object.assign(element("button", text), { onclick: act }), " "); };
    button("Open", () => post("/notifications/" + id + "/click"));
    actions.forEach((text, index) => button(text, () => post("/notifications/" + id + "/action", { index })));
    button("Close", () => post("/notifications/" + id + "/close"));
    if (canReply) {
      const form = item.appendChild(element("form"));
      const field = form.appendChild(Object.assign(element("input"), { placeholder: "Reply", ariaLabel: "Reply to " + title }));
      form.append(element("button", "Send"));
      form.onsubmit = (event) => { event.preventDefault(); if (field.value) post("/notifications/" + id + "/reply", { text: field.value }); };
    }
    return item;
  };
  const drawn = {};
  const draw = (name, value, work) => {
    const text = JSON.stringify(value);
    if (drawn[name] === text) return;
    drawn[name] = text;
    work(value);
  };
  const refresh = async () => {
    const tray = await fetch("/tray").then((answer) => (answer.ok ? answer.json() : null));
    draw("tray", tray, (tray) => {
      document.querySelector("#tooltip").textContent = tray ? tray.tooltip : "No icon";
      document.querySelector("#icon").src = tray ? "/tray/icon?" + Date.now() : "";
      document.querySelector("#menu").replaceChildren(tray ? menuList(tray.menu, []) : "");
    });
    draw("notifications", await fetch("/notifications").then((answer) => answer.json()), (list) =>
      document.querySelector("#notifications").replaceChildren(...list.map(notificationItem)));
  };
  for (const button of document.querySelectorAll("[data-path]"))
    button.onclick = () => post(button.dataset.path, JSON.parse(button.dataset.body));
  const loop = () => refresh().catch(() => {}).then(() => setTimeout(loop, 1000));
  loop();
</script>
</html>
`;
