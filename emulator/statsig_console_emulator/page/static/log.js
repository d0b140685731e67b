// Adds requests to the log as they come in. The page is complete without this.
const body = document.querySelector("#log tbody");
const KEPT = 200;

async function follow() {
  const seen = body.firstElementChild?.dataset.number ?? 0;
  const answer = await fetch(`/page/log?after=${seen}`);
  for (const line of (await answer.json()).reverse()) {
    const row = document.createElement("tr");
    row.className = line.level;
    row.dataset.number = line.number;
    const request = document.createElement("td");
    const method = document.createElement("b");
    method.textContent = line.method;
    request.append(method, ` ${line.path}`);
    row.append(cell(line.time), request, cell(line.status), cell(line.milliseconds), cell(line.fault));
    body.prepend(row);
  }
  while (body.childElementCount > KEPT) body.lastElementChild.remove();
}

function cell(text) {
  const found = document.createElement("td");
  found.textContent = text;
  return found;
}

setInterval(() => follow().catch(() => {}), 1000);
