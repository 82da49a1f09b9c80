/* Markers, sources and the article dialog. Everything is found by delegation: gradio replaces its HTML at will. */
(() => {
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const turnOf = (element) => `[data-turn="${element.dataset.turn}"]`;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const glide = () => (calm.matches ? "auto" : "smooth");

  function flash(element) {
    element.classList.remove("na-flash");
    void element.offsetWidth; // restarts the animation
    element.classList.add("na-flash");
  }

  function showSources(turn) {
    all("section.na-sources[data-turn]").forEach((section) => { section.hidden = section.dataset.turn !== turn; });
  }

  function showSource(marker) {
    showSources(marker.dataset.turn);
    const card = find(`.na-source${turnOf(marker)}[data-key="${marker.dataset.key}"]`);
    if (!card) return;
    all(".na-current").forEach((element) => element.classList.remove("na-current"));
    card.classList.add("na-current");
    marker.classList.add("na-current");
    const side = find("#na-side");
    if (side.scrollHeight > side.clientHeight + 1) {
      side.scrollTo({ top: side.scrollTop + card.getBoundingClientRect().top - side.getBoundingClientRect().top - 12, behavior: glide() });
    } else {
      card.scrollIntoView({ block: "start", behavior: glide() });
    }
    flash(card);
  }

  function backToAnswer(card) {
    const marker = find(`.na-exchange .na-marker${turnOf(card)}[data-key="${card.dataset.key}"]`);
    if (!marker) return;
    marker.scrollIntoView({ block: "center", behavior: glide() });
    flash(marker);
  }

  async function openArticle(card) {
    const dialog = find("#na-dialog");
    const body = find("#na-article");
    const query = new URLSearchParams({
      id: card.dataset.article,
      start: card.dataset.start,
      quote: find("mark", card).textContent,
      language: document.documentElement.lang,
    });
    body.replaceChildren();
    dialog.showModal();
    try {
      body.innerHTML = await (await fetch(`article?${query}`)).text();
    } catch (error) {
      body.textContent = String(error);
    }
    const mark = find("mark", body);
    if (mark) mark.scrollIntoView({ block: "center" });
    else body.scrollTop = 0;
  }

  function rephrase(button) {
    const form = find(".na-rephrasing", button.closest(".na-understood"));
    form.hidden = !form.hidden;
    button.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) find("textarea", form).focus();
  }

  // The field is gradio's: it takes the text on input and asks on Enter, one after the other.
  function askAlone(form) {
    const field = find("#na-rephrased textarea, #na-rephrased input");
    field.value = find("textarea", form).value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => field.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true, cancelable: true })), 50);
    form.hidden = true;
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".na-rephrasing")) return;
    event.preventDefault();
    askAlone(event.target);
  });

  document.addEventListener("click", (event) => {
    const marker = event.target.closest("a.na-marker, a.na-near");
    const number = event.target.closest("a.na-number");
    const rephrasing = event.target.closest("button.na-rephrase");
    const opener = event.target.closest("button.na-open");
    if (marker || number) event.preventDefault();
    if (marker) showSource(marker);
    if (number) backToAnswer(number.closest(".na-source"));
    if (rephrasing) rephrase(rephrasing);
    if (opener) openArticle(opener.closest(".na-source"));
    if (event.target.id === "na-dialog") event.target.close();
  });

  // Enter that confirms a word in an input method must not send the question.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopPropagation();
    else if (event.key === "Enter" && !event.shiftKey && event.target.matches(".na-rephrasing textarea")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  }, true);

  let latest = "";
  function settle() {
    const language = find("#na-status [lang]")?.lang;
    if (language && document.documentElement.lang !== language) document.documentElement.lang = language;
    all(".na-date input:not([type=date])").forEach((field) => { field.type = "date"; });
    const exchange = find("#na-live .na-exchange");
    const turn = exchange?.dataset.turn ?? "";
    if (!exchange || turn === latest) return;
    latest = turn;
    exchange.scrollIntoView({ block: "start", behavior: glide() });
  }
  new MutationObserver(settle).observe(document.documentElement, { childList: true, subtree: true });
  settle();
})();
