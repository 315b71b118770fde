// The waiting room: counts down, tells what the gate tells, asks it for a place. Without script or gate the form does the same.
"use strict";
(() => {
  const form = document.querySelector("form[data-rush]");
  if (!form) return;
  const { rush: stage, gate, ticket, opens } = form.dataset, $ = id => document.getElementById(id);
  const at = Date.now() + 1000 * Number(opens), jitter = ms => ms * (0.8 + 0.4 * Math.random());
  const said = text => { const box = $("rush-said"); if (box && text) { box.textContent = text; box.hidden = false; } };
  const again = () => location.replace(location.pathname);

  // Counting down; at the moment itself everybody comes at another second.
  const clock = $("rush-clock");
  const tick = () => {
    const left = Math.max(Math.ceil((at - Date.now()) / 1000), 0), two = n => String(n).padStart(2, "0");
    clock.textContent = (left >= 3600 ? Math.floor(left / 3600) + ":" : "") + two(Math.floor(left / 60) % 60) + ":" + two(left % 60);
    if (left) setTimeout(tick, 500); else setTimeout(again, jitter(2500));
  };
  if (clock) tick();

  // What the room says, out of the gate's memory.
  const look = async () => {
    try {
      const room = await (await fetch(`${gate}/room?ticket=${ticket}`)).json();
      if (room.code !== "ok") return;
      for (const name of ["left", "entered"]) { const box = $(`rush-${name}`); if (box) box.textContent = room[name].toLocaleString(); }
      const truth = $("rush-truth"), ten = Math.floor(room.chance * 10);
      if (truth) truth.textContent = room.left >= room.entered ? form.dataset.all
        : ten ? form.dataset.truth.replace("{n}", ten) : form.dataset.few.replace("{n}", Math.ceil(room.entered / Math.max(room.left, 1)));
      if (stage === "opening" && room.drawn) return again();
    } catch { /* the page's own numbers stay */ }
    setTimeout(look, jitter(stage === "opening" ? 1500 : 5000));
  };
  if (ticket && stage !== "over") setTimeout(look, jitter(2000)); // the page's own numbers are the newer ones
  else if (stage === "opening") setTimeout(again, jitter(4000));

  // Asking for a place, again with the same ticket until there is an answer; if the gate is not there, by the form.
  const claim = async tries => {
    try {
      const answer = await (await fetch(`${gate}/claim?ticket=${ticket}`, { method: "POST" })).json();
      if (answer.code === "away" || answer.code === "again") throw answer;
      if (answer.code === "ok" || answer.code === "gone" || answer.code === "already") return again();
      said(answer.text);
    } catch (answer) {
      if (tries > 4) return form.submit();
      said(answer.text);
      setTimeout(claim, jitter(500), tries + 1);
    }
  };
  form.addEventListener("submit", e => {
    if (stage !== "book" || !ticket) return;
    e.preventDefault();
    claim(0);
  });
})();
