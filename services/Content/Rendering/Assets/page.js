// The pages work without this. It adds a faster exit and counts taps on numbers.
(() => {
  'use strict';
  const exit = document.querySelector('[data-exit]');
  let lastEscape = 0;

  // Replaces this page in the history, so that the button Back does not return here.
  const leave = () => {
    document.title = '\u00a0';
    document.documentElement.hidden = true;
    location.replace(exit.href);
  };

  const tell = number => {
    const tap = JSON.stringify({ number, page: document.body.dataset.page, locale: document.documentElement.lang });
    try {
      navigator.sendBeacon('/v1/helpline-taps', new Blob([tap], { type: 'application/json' }));
    } catch {
      // A count is never worth a failed call.
    }
  };

  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') {
      lastEscape = 0;
      return;
    }
    if (event.timeStamp - lastEscape < 1500 && lastEscape > 0) {
      event.preventDefault();
      leave();
    }
    lastEscape = event.timeStamp;
  });

  document.addEventListener('click', event => {
    const link = event.target.closest('a');
    if (!link) return;
    if (link === exit) {
      event.preventDefault();
      leave();
    } else if (link.dataset.number) {
      tell(link.dataset.number);
    }
  });

  for (const hint of document.querySelectorAll('[data-script]')) hint.hidden = false;
})();
