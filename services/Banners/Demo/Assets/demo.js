import '/embed.js';

const page = document.querySelector('main');
const form = document.querySelector('form');
const input = document.querySelector('#search');
const wipe = document.querySelector('.wipe');
const heading = document.querySelector('#results-heading');
const results = document.querySelector('.results');
const status = document.querySelector('[role=status]');
const banner = document.querySelector('helpline-banner');
const { resultsFor, trending, resultsShown } = page.dataset;
const cards = [...results.children];

// The same search gives the same order, as if there were something behind it.
function shuffled(query) {
  let hash = 2166136261;
  const next = (letter) => (hash = Math.imul(hash ^ letter, 16777619) >>> 0);
  [...query].forEach((letter) => next(letter.codePointAt(0)));
  return cards.map((card, i) => [next(i), card]).sort(([a], [b]) => a - b).map(([, card]) => card);
}

async function search(query) {
  input.value = query;
  wipe.hidden = !query;
  document.querySelectorAll('.chips button').forEach((chip) => chip.setAttribute('aria-pressed', String(chip.textContent === query)));
  if (!query) {
    banner.clear();
    heading.textContent = trending;
    results.replaceChildren(...cards);
    status.textContent = '';
    return;
  }
  page.setAttribute('aria-busy', 'true');
  await banner.search(query);
  page.removeAttribute('aria-busy');
  if (input.value.trim() !== query) return;
  heading.textContent = resultsFor.replace('{0}', query);
  results.replaceChildren(...shuffled(query));
  status.textContent = resultsShown.replace('{0}', String(cards.length));
}

const onDevice = document.querySelector('#on-device');
onDevice.addEventListener('change', () => {
  banner.toggleAttribute('on-device', onDevice.checked);
  search(input.value.trim());
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  search(input.value.trim());
});
input.addEventListener('input', () => { wipe.hidden = !input.value; });
wipe.addEventListener('click', () => { search(''); input.focus(); });
document.querySelector('.chips').addEventListener('click', ({ target }) => {
  if (target.matches('button')) search(target.textContent);
});
document.querySelector('.theme').addEventListener('click', () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  banner.setAttribute('theme', root.dataset.theme);
});
