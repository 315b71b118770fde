// niangjia: niceties over pages that work without script. One file, no dependencies, no inline code.
"use strict";
(() => {
  const doc = document, $ = (q, at = doc) => at.querySelector(q), $$ = (q, at = doc) => [...at.querySelectorAll(q)];
  doc.documentElement.classList.add("js");

  // Dialogs: <a href="#id" data-open="id"> opens <dialog id>; without script :target shows it.
  const open = id => { const d = doc.getElementById(id); if (d && d.showModal && !d.open) d.showModal(); };
  doc.addEventListener("click", e => {
    const opener = e.target.closest("[data-open]");
    if (opener) { e.preventDefault(); open(opener.dataset.open); return; }
    const close = e.target.closest("[data-close]");
    if (close) { e.preventDefault(); close.closest("dialog")?.close(); return; }
    if (e.target.matches("dialog[open]")) { // a click on the backdrop
      const r = e.target.getBoundingClientRect();
      if (e.clientY < r.top || e.clientY > r.bottom || e.clientX < r.left || e.clientX > r.right) e.target.close();
    }
  });

  // Camera: what was taken is shown at once, drawn to a canvas so that no blob address is needed.
  doc.addEventListener("change", async e => {
    const input = e.target;
    if (!input.matches("input[data-photo]")) return;
    const strip = input.closest("[data-photos]"), tile = input.closest("label");
    $$("figure[data-new]", strip).forEach(f => f.remove());
    for (const file of input.files) {
      const figure = doc.createElement("figure"), words = doc.createElement("figcaption");
      figure.dataset.new = "";
      words.textContent = file.name;
      if (file.type.startsWith("image/") && window.createImageBitmap) {
        try {
          const picture = await createImageBitmap(file), canvas = doc.createElement("canvas");
          canvas.width = 208; canvas.height = 264;
          const k = Math.max(208 / picture.width, 264 / picture.height), w = picture.width * k, h = picture.height * k;
          canvas.getContext("2d").drawImage(picture, (208 - w) / 2, (264 - h) / 2, w, h);
          figure.append(canvas);
        } catch { /* a picture this phone cannot draw still goes */ }
      }
      figure.append(words);
      strip.insertBefore(figure, tile);
    }
  });

  // Repeating rows of a formset.
  doc.addEventListener("click", e => {
    const add = e.target.closest("[data-add]"), box = add?.closest("[data-rows]"), blank = box && $("template", box);
    if (!blank) return;
    e.preventDefault();
    const total = $("[name$=TOTAL_FORMS]", box.closest("form") || doc), n = total ? Number(total.value) : $$("fieldset", box).length;
    const html = blank.innerHTML.replaceAll("__prefix__", n).replaceAll("__number__", n + 1);
    const row = doc.createRange().createContextualFragment(html).firstElementChild;
    add.before(row);
    if (total) total.value = n + 1;
    $("input,select,textarea", row)?.focus();
  });

  // Fields that another answer calls for: <div data-if="way=post">, in a <template> while they are not asked. Without script they are asked when the form was sent.
  const follow = form => {
    const said = $("[data-if-said]", form), look = () => {
      for (const at of $$("[data-if]", form)) {
        const now = new FormData(form), waits = $(":scope>template", at);
        const asked = at.dataset.if.split(" ").every(pair => now.get(pair.split("=")[0]) === pair.split("=")[1]);
        if (asked && waits) { waits.replaceWith(waits.content); said.textContent = at.dataset.said; }
        if (!asked && !waits) { const put = doc.createElement("template"); put.content.append(...at.childNodes); at.append(put); said.textContent = ""; }
      }
    };
    form.addEventListener("change", look);
    look();
  };

  // Resend button: waits, then may be pressed.
  const wait = b => {
    let left = Number(b.dataset.wait);
    if (!left) return;
    const words = b.dataset.again || b.textContent;
    b.disabled = true;
    const tick = () => {
      b.textContent = left > 0 ? `${left} s` : words;
      if (left-- > 0) setTimeout(tick, 1000); else b.disabled = false;
    };
    tick();
  };

  // Reading aloud.
  const speech = b => {
    if (!window.speechSynthesis) return;
    b.hidden = false;
    const words = $("span", b), idle = words.textContent;
    b.addEventListener("click", () => {
      if (speechSynthesis.speaking) { speechSynthesis.cancel(); words.textContent = idle; return; }
      const part = $(b.dataset.speak).cloneNode(true);
      $$("[data-speak],.nj-skip,svg,dialog,script", part).forEach(x => x.remove());
      $$("p,h1,h2,h3,b,li,a,section,div,span", part).forEach(x => x.append("。"));
      const say = new SpeechSynthesisUtterance(part.textContent.replace(/[\s。]*。[\s。]*/g, "。").trim());
      say.lang = doc.documentElement.lang.startsWith("en") ? "en" : "zh-CN";
      say.rate = 0.85;
      say.onend = () => { words.textContent = idle; };
      words.textContent = b.dataset.stop;
      speechSynthesis.speak(say);
    });
  };

  // Signature: strokes on a canvas; after each the picture lies in the file field. A browser that cannot put it there keeps the written name.
  const signature = box => {
    try { new DataTransfer().items.add(new File([], "x")); } catch { return; }
    const pad = $("canvas", box), file = $("input[type=file]", box), written = $("details", box), said = $("[role=status]", box), pen = pad.getContext("2d");
    let from = null, ink = 0;
    box.classList.add("nj-signing_on");
    if (!$("input", written).value) written.open = false;
    const blank = () => { // twice the size on the page: sharp, and about ten thousand bytes
      pad.width = pad.clientWidth * 2; pad.height = pad.clientHeight * 2;
      Object.assign(pen, {lineWidth: 6.4, lineCap: "round", lineJoin: "round", strokeStyle: getComputedStyle(pad).color});
      file.value = said.textContent = ""; ink = 0;
    };
    const at = e => { const r = pad.getBoundingClientRect(); return [(e.clientX - r.left) * pad.width / r.width, (e.clientY - r.top) * pad.height / r.height]; };
    const line = e => {
      const to = at(e);
      pen.beginPath(); pen.moveTo(...from); pen.lineTo(...to); pen.stroke();
      ink += Math.hypot(to[0] - from[0], to[1] - from[1]);
      from = to;
    };
    const keep = () => {
      from = null;
      if (ink < 60) return; // a finger that only rested there
      const paper = doc.createElement("canvas"), sheet = paper.getContext("2d"), basket = new DataTransfer();
      paper.width = pad.width; paper.height = pad.height;
      sheet.fillStyle = "#fff"; sheet.fillRect(0, 0, paper.width, paper.height); sheet.drawImage(pad, 0, 0);
      const bytes = Uint8Array.from(atob(paper.toDataURL("image/png").split(",")[1]), c => c.charCodeAt(0));
      basket.items.add(new File([bytes], "signature.png", {type: "image/png"}));
      file.files = basket.files;
      said.textContent = said.dataset.signed;
    };
    pad.addEventListener("pointerdown", e => { if (!e.isPrimary) return; pad.setPointerCapture(e.pointerId); from = at(e); line(e); });
    pad.addEventListener("pointermove", e => { if (from && e.isPrimary) (e.getCoalescedEvents?.() || []).concat(e).forEach(line); });
    for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => { if (from) keep(); });
    $(".nj-sign-clear", box).addEventListener("click", () => {
      $("[data-was]", box)?.remove();
      blank();
    });
    blank();
  };

  // Defects of a return: the send button counts them, an empty row is added on demand.
  const defects = box => {
    const count = () => { $$("[data-defect-count]", box.closest("form") || doc).forEach(x => { x.textContent = $$("[data-defect]", box).length; }); };
    box.addEventListener("click", e => {
      const gone = e.target.closest("[data-defect-drop]"), more = e.target.closest("[data-defect-add]");
      if (gone) { e.preventDefault(); gone.closest("[data-defect]").remove(); count(); }
      if (more) { e.preventDefault(); more.before($("template", box).content.cloneNode(true)); $$("[data-defect] textarea", box).pop()?.focus(); count(); }
    });
    count();
  };

  // Tables on a phone are lists of cards: each cell learns the name of its column (console.css shows it).
  const labels = at => {
    for (const table of $$("table.table", at)) {
      const names = $$("thead th", table).map(th => th.textContent.trim());
      for (const row of $$("tbody tr, tfoot tr", table)) {
        if (row.children.length === names.length) [...row.children].forEach((cell, i) => { if (names[i]) cell.dataset.label = names[i]; });
      }
    }
  };
  labels(doc);
  doc.addEventListener("htmx:afterSwap", () => labels(doc));

  // Console keys: off while typing. Never a single key for refuse, pay or publish.
  const typing = e => e.target.closest("input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable]");
  const rows = () => $$("[data-row]");
  const stand = row => {
    rows().forEach(r => { r.classList.toggle("cur", r === row); r.tabIndex = r === row ? 0 : -1; });
    row.focus({preventScroll: true});
    row.scrollIntoView({block: "nearest"});
    row.dispatchEvent(new CustomEvent("nj:current", {bubbles: true}));
  };
  const step = by => { const all = rows(), i = all.findIndex(r => r.classList.contains("cur")); const row = all[Math.min(all.length - 1, Math.max(0, i + by))]; if (row) stand(row); };
  const press = key => { const b = $(`[data-key="${key}"]:not([disabled])`); if (b && b.offsetParent !== null) { b.click(); return true; } return false; };
  const selection = () => {
    const all = $$("[data-row] input[type=checkbox]"), on = all.filter(c => c.checked);
    all.forEach(c => c.closest("tr").classList.toggle("sel", c.checked));
    $$("[data-bulk]").forEach(b => { b.hidden = !on.length; });
    $$("[data-bulk-count]").forEach(n => { n.textContent = on.length; });
  };
  const keys = {
    j: () => step(1), k: () => step(-1),
    x: () => { $(".cur[data-row] input[type=checkbox]")?.click(); },
    "/": () => { $("[data-search]")?.focus(); }, f: () => { $("[data-filter] a,[data-filter] select,[data-filter] button")?.focus(); },
    "?": () => open("keys"), a: () => press("a"), r: () => press("r"), t: () => press("t"), c: () => press("c"),
  };
  if (doc.body.hasAttribute("data-keys")) {
    doc.addEventListener("keydown", e => {
      if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { const f = e.target.closest("form[data-send]"); if (f) { e.preventDefault(); f.requestSubmit($("[data-send-button]", f) || undefined); } return; }
      if (e.key === "Escape") { if (typing(e)) e.target.blur(); else if (!$("dialog[open]")) $$("[data-row] input:checked").forEach(c => c.click()); return; }
      if (typing(e) || e.ctrlKey || e.metaKey || e.altKey || $("dialog[open]")) return;
      if (e.key === "Enter" && e.target.matches("[data-row]")) { $("a[data-open-row]", e.target)?.click(); return; }
      const act = keys[e.key.length === 1 ? e.key.toLowerCase() : e.key];
      if (act) { e.preventDefault(); act(); }
    });
    doc.addEventListener("click", e => { const r = e.target.closest("[data-row]"); if (r && !e.target.closest("a,input,button")) stand(r); });
    doc.addEventListener("change", e => {
      if (e.target.matches("[data-all]")) $$("[data-row] input[type=checkbox]").forEach(c => { c.checked = e.target.checked; });
      if (e.target.closest("table.inb")) selection();
    });
    selection();
  }

  const wake = root => {
    $$("button[data-wait]", root).forEach(wait);
    $$("[data-speak]", root).forEach(speech);
    $$("[data-sign]", root).forEach(signature);
    $$("[data-defects]", root).forEach(defects);
    $$("form:has([data-if])", root).forEach(follow);
    $("[data-focus]", root)?.focus();
    $("[data-row].cur", root)?.setAttribute("tabindex", "0");
  };
  wake(doc);
  doc.addEventListener("htmx:afterSettle", e => { if (e.target !== doc.body) wake(e.target); selection(); });
})();
