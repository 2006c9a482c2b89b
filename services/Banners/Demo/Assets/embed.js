// <helpline-banner partner="…" locale="…">: asks which banner belongs to a search and shows it. The search goes out once, in a POST
// body, and is kept nowhere; with the attribute "on-device" it does not go out at all, the partner's bundle is asked instead. No cookie,
// no storage, no third party; styles work under a strict Content-Security-Policy. How a page uses it is told in the README beside.
const home = new URL(import.meta.url).origin;
const viewableShare = 0.5;
const viewableAfter = 1000;
const almostAll = 0.99;
const bundleLeft = 60_000;
const sayAfter = 100;

// What stands in quotes here is put in where the script is served.
const sheet = new CSSStyleSheet();
sheet.replaceSync('embed.css');
const texts = 'embed.texts.json';

const icons = {
  heart: 'M12 21s-8-5.2-8-11a4.6 4.6 0 0 1 8-3 4.6 4.6 0 0 1 8 3c0 5.8-8 11-8 11Z',
  phone: 'M6.6 3h3l1.5 4.5-2 1.5a12 12 0 0 0 5.9 5.9l1.5-2 4.5 1.5v3A2.6 2.6 0 0 1 18.4 20 15.4 15.4 0 0 1 4 5.6 2.6 2.6 0 0 1 6.6 3Z',
  arrow: 'M5 12h14m-6-6 6 6-6 6',
  cross: 'm6 6 12 12M18 6 6 18',
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

function leftToRight(text) {
  const made = element('bdi', '', text);
  made.dir = 'ltr';
  return made;
}

// The groups of a telephone number would stand in the wrong order in a text from right to left.
const isolated = (text, dir) => (dir === 'rtl' ? text.split(/(\+?\d[\d .\u00a0\u202f-]*\d)/).map((part, i) => (i % 2 ? leftToRight(part) : part)) : [text]);

const post = (url, more) => fetch(url, {
  method: 'POST', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer', keepalive: true, ...more,
});

/**
 * What happened to a banner, until it is acknowledged: 202 means kept, and a 4xx that nothing will change is an end too. Whatever else is
 * answered, or nothing, the same token goes out again, for as long as the page lives: it counts once.
 */
class Reports {
  #pending = new Map();

  constructor() {
    addEventListener('pagehide', () => this.#leave(true));
    document.addEventListener('visibilitychange', () => this.#leave(document.visibilityState === 'hidden'));
  }

  send(url) {
    if (!this.#pending.has(url)) this.#post(url, 0);
  }

  async #post(url, attempt) {
    this.#pending.set(url, 'sent');
    let asked;
    try {
      const { status, headers } = await post(url, { signal: AbortSignal.timeout(15_000) });
      if (status === 202 || (status >= 400 && status < 500 && ![408, 425, 429].includes(status))) {
        this.#pending.delete(url);
        return;
      }
      asked = headers.get('Retry-After');
    } catch {
      // The network is away.
    }
    this.#pending.set(url, 'waits');
    setTimeout(() => this.#post(url, attempt + 1), Reports.#wait(attempt, asked));
  }

  // From a second to a minute, never sooner than was asked for, and not all pages at once.
  static #wait(attempt, asked) {
    const least = asked ? Number(asked) * 1000 || Date.parse(asked) - Date.now() || 0 : 0;
    return Math.max(Math.min(least, 3_600_000), Math.min(1000 * 2 ** attempt, 60_000)) * (1 + Math.random() / 4);
  }

  // A page that is left may not come back: what waits goes out as a beacon. Nobody tells whether it arrived, so it waits on.
  #leave(gone) {
    for (const [url, state] of this.#pending) {
      if (state !== (gone ? 'waits' : 'left')) continue;
      if (gone) navigator.sendBeacon?.(url);
      this.#pending.set(url, gone ? 'left' : 'waits');
    }
  }
}

const reports = new Reports();

/**
 * Calls back once when enough of the element has been visible for one second without a break: half of it, or, of one that is taller than
 * two viewports, as much as fills the viewport.
 */
function whenViewable(target, seen) {
  let timer, observer, share, visible = false;
  const check = () => {
    clearTimeout(timer);
    if (visible && document.visibilityState === 'visible') timer = setTimeout(finish, viewableAfter);
  };
  const finish = () => {
    if (target.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) === false) return check();
    stop();
    return seen();
  };
  const observe = () => {
    const wanted = Math.min(viewableShare, (almostAll * innerHeight) / target.offsetHeight);
    if (wanted === share) return;
    share = wanted;
    observer?.disconnect();
    observer = new IntersectionObserver((entries) => {
      visible = entries.at(-1).intersectionRatio >= wanted;
      check();
    }, { threshold: wanted });
    observer.observe(target);
  };
  const resized = new ResizeObserver(observe);
  const stop = () => {
    clearTimeout(timer);
    observer.disconnect();
    resized.disconnect();
    removeEventListener('resize', observe);
    document.removeEventListener('visibilitychange', check);
  };
  observe();
  resized.observe(target);
  addEventListener('resize', observe);
  document.addEventListener('visibilitychange', check);
  return stop;
}

class HelplineBanner extends HTMLElement {
  #turn = 0;
  #shown = null;
  #stop = () => {};
  #status = element('p', 'unseen');
  #saying;
  #cameFrom = null;
  #following;
  #bundle;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    this.#status.setAttribute('role', 'status');
    root.append(this.#status);
    root.addEventListener('focusin', ({ relatedTarget }) => { if (!root.contains(relatedTarget)) this.#cameFrom = relatedTarget; });
    root.addEventListener('keydown', ({ key }) => { if (key === 'Escape') this.close(); });
  }

  connectedCallback() {
    this.hidden = !this.#shown;
    this.#watch();
    this.#follow();
  }

  disconnectedCallback() {
    this.#stop();
    this.#following?.abort();
  }

  /** Resolves to the decision whose banner is shown, or to null. Never rejects: a platform's search goes on without us. */
  async search(query) {
    const turn = ++this.#turn;
    const decision = query ? await this.#decide(query) : null;
    if (turn !== this.#turn) return null;
    this.clear();
    if (decision) this.#show(decision);
    return decision;
  }

  /** Takes the banner away, as for a search without one. */
  clear() {
    this.#turn++;
    this.#stop();
    this.#say('');
    this.#shown?.card.remove();
    this.#shown = null;
    this.hidden = true;
  }

  /** As the button in the banner does: the focus goes back to where it came from, and the event "helpline-close" says so. */
  close() {
    const focused = this.shadowRoot.activeElement;
    this.clear();
    if (focused) {
      this.tabIndex = -1;
      (this.#cameFrom?.isConnected ? this.#cameFrom : this).focus();
    }
    this.dispatchEvent(new Event('helpline-close', { bubbles: true, composed: true }));
  }

  async #decide(query) {
    const { partner, locale = document.documentElement.lang || undefined, country, region, device, 'shown-today': shown } = this.#attributes();
    const asked = { query, locale, country, region, shownToday: Number(shown) || undefined };
    try {
      if (this.hasAttribute('on-device')) return await this.#decideHere(asked);
      const answer = await post(this.#at('/v1/decisions'), {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...asked, partner, device }),
        signal: AbortSignal.timeout(3000),
      });
      return answer.status === 200 ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  // Without a bundle there is no banner: the search must not go out instead.
  async #decideHere(asked) {
    const { Bundle } = await import('./matcher.js');
    this.#bundle ??= new Bundle(this.getAttribute('partner'), { address: this.getAttribute('api') ?? home });
    await this.#bundle.refresh(bundleLeft);
    return this.#bundle.decide(asked);
  }

  #attributes() {
    return Object.fromEntries([...this.attributes].map(({ name, value }) => [name, value]));
  }

  // Tokens are for the address that this script came from, or that the attribute "api" names.
  #at(url) {
    const base = this.getAttribute('api') ?? home;
    return new URL(new URL(url, base).pathname, base).href;
  }

  // for="…" names a search field: what is in it is asked at once, and again when it is sent off without the page being left.
  #follow() {
    const id = this.getAttribute('for');
    const field = id && (this.getRootNode().getElementById?.(id) ?? document.getElementById(id));
    if (!field) return;
    const first = !this.#following;
    const { signal } = this.#following = new AbortController();
    const ask = () => this.search(field.value.trim());
    // Others may still say, after us, that the form is not sent.
    field.form?.addEventListener('submit', (event) => setTimeout(() => { if (event.defaultPrevented) ask(); }), { signal });
    if (!field.form) field.addEventListener('change', ask, { signal });
    field.addEventListener('input', () => { if (!field.value) this.clear(); }, { signal });
    if (first && field.value.trim()) ask();
  }

  #show(decision) {
    const { title, locale, dir } = decision.banner;
    const card = this.#draw(decision);
    this.#shown = { decision, card };
    this.shadowRoot.append(card);
    this.hidden = false;
    this.#say(title, locale, dir);
    this.#watch();
  }

  #draw({ banner, campaign, clickUrl, tapUrl }) {
    const { locale, dir, image, theme } = banner;
    const title = element('h2', '', ...isolated(banner.title, dir));
    title.id = 'title';
    const more = element('a', 'more', banner.action, icon('arrow'));
    more.href = clickUrl;
    more.referrerPolicy = 'no-referrer';
    more.rel = 'nofollow';
    const close = element('button', 'close', icon('cross'));
    const spoken = [locale, document.documentElement.lang, 'en'].map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => texts[tag]);
    close.type = 'button';
    close.lang = spoken;
    close.setAttribute('aria-label', texts[spoken][0]);
    close.addEventListener('click', () => this.close());
    const calls = banner.helplines.map((helpline) => {
      const note = helpline.open === false ? [element('span', 'note', this.#whenOpen(helpline, spoken))] : [];
      const call = element('a', 'call', icon('phone', true), element('span', 'number', leftToRight(helpline.number)), ' ', element('span', 'label', ...isolated(helpline.label, dir), ...note));
      call.href = helpline.href;
      call.addEventListener('click', () => reports.send(this.#at(tapUrl)));
      return call;
    });
    const picture = image ? [element('img')] : [];
    for (const shown of picture) [shown.alt, shown.src] = [image.alt, this.#at(image.url)];
    const card = element('section', image ? 'card pictured' : 'card', ...picture, element('div', 'body',
      element('p', 'campaign', icon('heart', true), element('bdi', '', campaign)),
      element('div', '', title, element('p', 'text', ...isolated(banner.text, dir))),
      element('div', 'ways', ...calls, more)), close);
    card.setAttribute('aria-labelledby', 'title');
    if (theme) card.dataset.mode = theme.mode;
    if (theme?.accent) {
      card.style.setProperty('--helpline-accent', theme.accent);
      card.style.setProperty('--helpline-accent-text', theme.accentText);
    }
    [card.lang, card.dir] = [locale, dir];
    return card;
  }

  #whenOpen({ opensAt }, spoken) {
    const [, closed, opens] = texts[spoken];
    const when = opensAt && new Intl.DateTimeFormat(spoken, { weekday: 'long', hour: '2-digit', minute: '2-digit' }).format(new Date(opensAt));
    return when ? `${closed} – ${opens.replace('{0}', when)}` : closed;
  }

  // Nothing happened to a banner that is in no document; one that was moved is observed anew.
  #watch() {
    this.#stop();
    const shown = this.#shown;
    if (!shown || !this.isConnected) return;
    const { impressionUrl, viewableUrl } = shown.decision;
    if (!shown.told) reports.send(this.#at(impressionUrl));
    shown.told = true;
    if (shown.seen) return;
    this.#stop = whenViewable(shown.card, () => {
      shown.seen = true;
      reports.send(this.#at(viewableUrl));
    });
  }

  // Heard only where the place for it was there before.
  #say(text, lang = '', dir = '') {
    clearTimeout(this.#saying);
    this.#status.textContent = '';
    if (text) this.#saying = setTimeout(() => Object.assign(this.#status, { lang, dir, textContent: text }), sayAfter);
  }
}

/**
 * Puts a banner into an element or a shadow root and gives it back.
 * @param options Its attributes, shownToday for shown-today; true stands for one without a value.
 */
export function mount(target, options) {
  const banner = document.createElement('helpline-banner');
  for (const [name, value] of Object.entries(options)) {
    if (value != null && value !== false) banner.setAttribute(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value === true ? '' : value);
  }
  target.append(banner);
  return banner;
}

// A page may have loaded the script from two addresses.
if (!customElements.get('helpline-banner')) customElements.define('helpline-banner', HelplineBanner);
export { HelplineBanner };
