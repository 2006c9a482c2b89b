// <helpline-banner partner="…" locale="…">: asks which banner belongs to a search and shows it. The search goes out once, in a POST
// body, and is kept nowhere; with the attribute "on-device" it does not go out at all, the partner's bundle is asked instead. No cookie, no storage, no third party; styles work under a strict Content-Security-Policy.
const home = new URL(import.meta.url).origin;
const viewableShare = 0.5;
const viewableAfter = 1000;
const retries = 4;
const bundleLeft = 60_000;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; }
  :host([hidden]) { display: none; }
  * { box-sizing: border-box; }
  .card {
    container-type: inline-size; position: relative; overflow: hidden; border-radius: 1.5rem; color: #fff;
    background: radial-gradient(120% 140% at 100% 0%, #4b3fd6 0%, transparent 55%), radial-gradient(90% 120% at 0% 100%, #0b4aa8 0%, transparent 60%), #15104f;
    box-shadow: 0 1.25rem 2.5rem -1rem #15104fb3; font: 400 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  }
  .body { padding: 1.25rem; display: grid; gap: 1.1rem; }
  .campaign { display: flex; align-items: center; gap: .6rem; margin: 0; font-size: .85rem; font-weight: 600; color: #d9dcff; }
  .campaign svg { flex: none; width: 1.9rem; height: 1.9rem; padding: .4rem; border-radius: 50%; background: #ffd166; color: #15104f; }
  h2 { margin: 0; font-size: 1.5rem; line-height: 1.2; font-weight: 800; letter-spacing: -.015em; text-wrap: balance; }
  .text { margin: .5rem 0 0; max-width: 60ch; color: #eef0ff; text-wrap: pretty; }
  .ways { display: grid; gap: .7rem; }
  a { display: flex; align-items: center; min-height: 3.25rem; border-radius: 1rem; text-decoration: none; font-weight: 700; outline-offset: 3px; }
  a:focus-visible { outline: 3px solid #ffd166; }
  .call { gap: .8rem; padding: .4rem 1rem; color: #fff; background: #ffffff24; border: 1px solid #ffffff66; }
  .call:hover { background: #ffffff38; }
  .number { font-size: 1.45rem; font-weight: 800; font-variant-numeric: tabular-nums; letter-spacing: .02em; }
  .label { font-size: .92rem; font-weight: 600; line-height: 1.25; color: #eef0ff; }
  .call svg { flex: none; width: 1.25rem; height: 1.25rem; }
  .more { justify-content: center; gap: .5rem; padding: .4rem 1.4rem; color: var(--helpline-accent-text, #15104f); background: var(--helpline-accent, #ffd166); }
  .more:hover { filter: brightness(1.08); }
  img { display: block; width: 100%; max-height: 12rem; object-fit: cover; }
  .more svg { width: 1.1rem; height: 1.1rem; }
  [dir=rtl] .more svg { transform: scaleX(-1); }
  @container (min-width: 34rem) {
    .body { padding: 1.75rem; }
    h2 { font-size: 1.85rem; }
    .ways { grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); }
  }
  @media (prefers-reduced-motion: no-preference) {
    .card { animation: rise .45s cubic-bezier(.2, .8, .2, 1); }
    @keyframes rise { from { opacity: 0; transform: translateY(.75rem); } }
  }
  @media (forced-colors: active) { .card, a { border: 1px solid; } }
  @media print { .card { color: #000; background: #fff; box-shadow: none; } }
`);

const icons = {
  heart: 'M12 21s-8-5.2-8-11a4.6 4.6 0 0 1 8-3 4.6 4.6 0 0 1 8 3c0 5.8-8 11-8 11Z',
  phone: 'M6.6 3h3l1.5 4.5-2 1.5a12 12 0 0 0 5.9 5.9l1.5-2 4.5 1.5v3A2.6 2.6 0 0 1 18.4 20 15.4 15.4 0 0 1 4 5.6 2.6 2.6 0 0 1 6.6 3Z',
  arrow: 'M5 12h14m-6-6 6 6-6 6',
};

function icon(name, filled) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', icons[name]);
  path.setAttribute('fill', filled ? 'currentColor' : 'none');
  if (!filled) {
    path.setAttribute('stroke', 'currentColor');
    path.setAttribute('stroke-width', '2.5');
    path.setAttribute('stroke-linecap', 'round');
    path.setAttribute('stroke-linejoin', 'round');
  }
  svg.append(path);
  return svg;
}

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

const post = (url, more) => fetch(url, {
  method: 'POST', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer', keepalive: true, ...more,
});

// 202 means kept. Busy or away: the same token again later, it counts once.
async function report(url, attempt = 0) {
  let wait;
  try {
    const answer = await post(url);
    if (answer.status !== 503 && answer.status !== 429) return;
    wait = 1000 * Number(answer.headers.get('Retry-After')) || undefined;
  } catch {
    // The network is away.
  }
  if (attempt < retries) setTimeout(() => report(url, attempt + 1), wait ?? 1000 * 2 ** attempt);
}

class HelplineBanner extends HTMLElement {
  #turn = 0;
  #stop = () => {};
  #bundle;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
  }

  connectedCallback() {
    if (!this.shadowRoot.hasChildNodes()) this.hidden = true;
  }

  disconnectedCallback() {
    this.#stop();
  }

  /** Resolves to the decision whose banner is shown, or to null. Never rejects: a platform's search goes on without us. */
  async search(query) {
    const turn = ++this.#turn;
    const decision = query ? await this.#decide(query) : null;
    if (turn !== this.#turn) return null;
    this.#stop();
    if (decision) this.#show(decision);
    else this.clear();
    return decision;
  }

  clear() {
    this.#turn++;
    this.#stop();
    this.shadowRoot.replaceChildren();
    this.hidden = true;
  }

  async #decide(query) {
    const { partner, locale = document.documentElement.lang || undefined, country, region, device } = this.#attributes();
    try {
      if (this.hasAttribute('on-device')) return await this.#decideHere({ query, locale, country, region });
      const answer = await post(this.#at('/v1/decisions'), {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ query, partner, locale, country, region, device }),
        signal: AbortSignal.timeout(3000),
      });
      return answer.status === 200 ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  // Without a bundle there is no banner: the search must not go out instead.
  async #decideHere(request) {
    const { Bundle } = await import('./matcher.js');
    this.#bundle ??= new Bundle(this.getAttribute('partner'), { address: this.getAttribute('api') ?? home });
    await this.#bundle.refresh(bundleLeft);
    return this.#bundle.decide(request);
  }

  #attributes() {
    return Object.fromEntries([...this.attributes].map(({ name, value }) => [name, value]));
  }

  // Tokens are for the address that this script came from, or that the attribute "api" names.
  #at(url) {
    const base = this.getAttribute('api') ?? home;
    return new URL(new URL(url, base).pathname, base).href;
  }

  #show(decision) {
    const { banner } = decision;
    const title = element('h2', '', banner.title);
    title.id = 'title';
    const more = element('a', 'more', banner.action, icon('arrow'));
    more.href = decision.clickUrl;
    more.referrerPolicy = 'no-referrer';
    more.rel = 'nofollow';
    const calls = banner.helplines.map((helpline) => {
      const call = element('a', 'call', icon('phone', true), element('span', 'number', helpline.number), ' ', element('span', 'label', helpline.label));
      call.href = helpline.href;
      call.addEventListener('click', () => {
        const url = this.#at(decision.tapUrl);
        // The page may go to sleep for the call.
        if (!navigator.sendBeacon?.(url)) report(url);
      });
      return call;
    });
    const picture = banner.image ? [element('img')] : [];
    for (const shown of picture) [shown.alt, shown.src] = [banner.image.alt, this.#at(banner.image.url)];
    const card = element('section', 'card', ...picture, element('div', 'body',
      element('p', 'campaign', icon('heart', true), decision.campaign),
      element('div', '', title, element('p', 'text', banner.text)),
      element('div', 'ways', ...calls, more)));
    card.setAttribute('aria-labelledby', 'title');
    if (banner.theme?.accent) {
      card.style.setProperty('--helpline-accent', banner.theme.accent);
      card.style.setProperty('--helpline-accent-text', banner.theme.accentText);
    }
    card.lang = banner.locale;
    card.dir = banner.dir;
    this.shadowRoot.replaceChildren(card);
    this.hidden = false;
    report(this.#at(decision.impressionUrl));
    this.#stop = whenViewable(card, () => report(this.#at(decision.viewableUrl)));
  }
}

/** Calls back once when half of the element has been visible for one second without a break. */
function whenViewable(target, seen) {
  let timer;
  let visible = false;
  const check = () => {
    clearTimeout(timer);
    if (visible && document.visibilityState === 'visible') {
      timer = setTimeout(() => { stop(); seen(); }, viewableAfter);
    }
  };
  const observer = new IntersectionObserver((entries) => {
    visible = entries.at(-1).intersectionRatio >= viewableShare;
    check();
  }, { threshold: viewableShare });
  const stop = () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener('visibilitychange', check);
  };
  observer.observe(target);
  document.addEventListener('visibilitychange', check);
  return stop;
}

customElements.define('helpline-banner', HelplineBanner);
export { HelplineBanner };
