// Talks to the simulator: actions as JSON, everything that happens as server-sent events.

export async function act(name, body) {
  const response = await fetch(`/ui/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return read(response);
}

export async function upload(viewer, chat, file) {
  const form = new FormData();
  form.set("viewer", viewer);
  form.set("chat", chat);
  form.set("file", file);
  return read(await fetch("/ui/upload", { method: "POST", body: form }));
}

export function listen(onEvent, onConnection) {
  const source = new EventSource("/ui/events");
  source.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
  source.addEventListener("open", () => onConnection(true));
  source.addEventListener("error", () => onConnection(false));
}

async function read(response) {
  const body = await response.json().catch(() => ({ error: response.statusText }));
  if (!response.ok) throw new Error(body.error);
  return body.result;
}
