// Drives the listener's page in Debian's Chromium with Playwright and prints what it saw as JSON. The scenario's name and all paths come by environment.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { PLAYWRIGHT, AXE, CHROMIUM, SCENARIO, PAGE, FEED, EPISODE, SHOTS } = process.env;
const { chromium } = (await import(pathToFileURL(`${PLAYWRIGHT}/index.mjs`).href)).default;
const site = new URL(PAGE).origin;
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage', '--mute-audio'] });
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function open(options = {}, prepare = () => {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const seen = { problems: [], foreign: [], media: [] };
  page.on('console', message => { if (message.type() === 'error' || message.type() === 'warning') seen.problems.push(message.text()); });
  page.on('pageerror', error => seen.problems.push(error.message));
  page.on('request', request => {
    const { origin, pathname } = new URL(request.url());
    if (origin !== site && !request.url().startsWith('blob:')) seen.foreign.push(request.url());
    if (pathname.includes('/media/') && request.method() === 'GET') {
      seen.media.push({ file: pathname.split('/').pop(), range: request.headers().range ?? null, redirected: request.redirectedFrom() !== null });
    }
  });
  await prepare(page, context);
  const response = await page.goto(PAGE);
  return { context, page, seen, response };
}

const episode = page => page.locator(`#e-${EPISODE}`);
const heard = (page, seconds) => page.waitForFunction(at => document.getElementById('audio').currentTime > at, seconds);
const at = page => page.evaluate(() => document.getElementById('audio').currentTime);
const seek = (page, to) => page.evaluate(seconds => {
  const slider = document.getElementById('seek');
  slider.value = seconds;
  slider.dispatchEvent(new Event('input'));
  slider.dispatchEvent(new Event('change'));
}, to);

async function tabTo(page, selector) {
  for (let presses = 1; presses <= 60; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(wanted => document.activeElement.matches(wanted), selector)) return presses;
  }
  throw new Error(`No key leads to ${selector}.`);
}

const scenarios = {
  // Each size and scheme: played with keys alone, checked by axe, photographed.
  async looks() {
    const looks = [];
    for (const [size, viewport] of [['phone', { width: 390, height: 844 }], ['desktop', { width: 1280, height: 860 }]]) {
      for (const colorScheme of ['light', 'dark']) {
        const { context, page, seen, response } = await open({ viewport, colorScheme, deviceScaleFactor: 1 });
        await page.screenshot({ path: `${SHOTS}/${size}-${colorScheme}.png` });
        await tabTo(page, `#e-${EPISODE} .play`);
        await page.keyboard.press('Enter');
        await heard(page, 0.3);
        await tabTo(page, '#toggle');
        await page.keyboard.press('Space');
        const isPaused = await page.evaluate(() => document.getElementById('audio').paused);
        await page.evaluate(() => document.activeElement.blur());
        await page.keyboard.press('ArrowRight');
        const skipped = await at(page);
        await episode(page).locator('summary').click();
        await page.screenshot({ path: `${SHOTS}/${size}-${colorScheme}-playing.png` });
        const { violations } = await page.evaluate(`${readFileSync(AXE, 'utf8')};axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`);
        looks.push({
          size, colorScheme, isPaused, skipped, ...seen,
          violations: violations.flatMap(violation => violation.nodes.map(node => `${violation.id}: ${node.html}`)),
          isWider: await page.evaluate(() => document.documentElement.scrollWidth > innerWidth),
          player: await page.locator('#player').ariaSnapshot(),
          headers: response.headers(),
        });
        await context.close();
      }
    }
    return { looks };
  },

  async noScript() {
    const { page, seen } = await open({ javaScriptEnabled: false });
    const result = {
      title: await page.locator('h1').textContent(),
      episodes: await page.locator('.episode').count(),
      isPlayerShown: await page.locator('#player').isVisible(),
      isCopyShown: await page.locator('#copy').isVisible(),
      apps: await page.locator('.apps a').count(),
    };
    await page.locator('.listen summary').click();
    result.isCodeShown = await page.locator('.qr').isVisible();
    await episode(page).locator('summary').click();
    result.notes = await episode(page).locator('.notes').last().innerText();
    await episode(page).locator('.play').click();
    await page.waitForURL(/\.mp3$/);
    result.problems = seen.problems;
    return result;
  },

  async feedLink() {
    const { page } = await open();
    await page.goto(FEED);
    const opened = page.url();
    const read = await page.evaluate(async feed => (await fetch(feed)).headers.get('content-type'), FEED);
    return { opened, read };
  },

  // One request before sound, and none more for what is there already.
  async mp3() {
    const { page, seen } = await open();
    await episode(page).locator('.play').click();
    await heard(page, 0.3);
    const before = [...seen.media];
    await page.waitForFunction(() => { const { buffered, duration } = document.getElementById('audio'); return buffered.length === 1 && buffered.end(0) > duration - 1; });
    const whole = seen.media.length;
    for (const to of [20, 40, 2]) {
      await seek(page, to);
      await heard(page, to === 2 ? 2.2 : to + 0.2);
    }
    return { before, whole, after: seen.media.length, ...seen };
  },

  // Who wants to save data gets HLS: its master, one variant and the first segment before sound.
  async hls() {
    const { page, seen } = await open({}, page => page.addInitScript(() => localStorage.setItem('listen:saver', 'true')));
    await episode(page).locator('.play').click();
    await heard(page, 0.1);
    const before = [...seen.media];
    await seek(page, 30);
    await heard(page, 30.2);
    await seek(page, 1);
    await page.waitForFunction(() => { const { currentTime } = document.getElementById('audio'); return currentTime > 1.2 && currentTime < 10; });
    return { before, all: seen.media, problems: seen.problems, foreign: seen.foreign };
  },

  async kept() {
    const { page } = await open();
    await episode(page).locator('.play').click();
    await heard(page, 0.2);
    await page.locator('#speed').selectOption('1.5');
    await seek(page, 25);
    await heard(page, 25.1);
    await page.locator('#toggle').click();
    await page.reload();
    const left = await episode(page).locator('.left').textContent();
    await episode(page).locator('.play').click();
    await heard(page, 20);
    return {
      left, at: await at(page), rate: await page.evaluate(() => document.getElementById('audio').playbackRate), title: await page.evaluate(() => navigator.mediaSession.metadata.title),
      stored: await page.evaluate(() => JSON.stringify(localStorage)),
    };
  },

  // What a long page costs beside a short one, in what does not depend on the machine: elements, bytes, and what the script changes while it plays.
  async long() {
    const measure = async address => {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      const problems = [];
      page.on('pageerror', error => problems.push(error.message));
      await page.addInitScript(() => {
        window.figures = { longTasks: 0, mutations: 0 };
        new PerformanceObserver(list => { figures.longTasks += list.getEntries().length; }).observe({ type: 'longtask', buffered: true });
      });
      await page.goto(address);
      const session = await context.newCDPSession(page);
      await session.send('Performance.enable');
      const layouts = async () => (await session.send('Performance.getMetrics')).metrics.find(metric => metric.name === 'LayoutCount').value;
      const last = page.locator('.episode').last();
      await page.evaluate(() => {
        const episodes = [...document.querySelectorAll('.episode')];
        new MutationObserver(records => { figures.mutations += records.length; })
          .observe(episodes[0].parentElement.parentElement, { subtree: true, childList: true, attributes: true, characterData: true });
      });

      // Another episode than the one before, paused and gone on with.
      await page.locator('.episode').first().locator('.play').click();
      await heard(page, 0.1);
      await page.locator('#toggle').click();
      await last.locator('.play').click();
      await heard(page, 0.1);
      await page.locator('#toggle').click();
      await page.waitForFunction(() => document.getElementById('audio').paused);
      const before = await layouts();
      await last.locator('summary').click();
      await last.locator('.notes').last().waitFor();
      const opened = await layouts() - before;
      const drawn = await page.evaluate(() => [...document.querySelectorAll('.episode')].map(episode => episode.className + ':' + episode.querySelector('.play span').textContent));
      const figures = await page.evaluate(() => ({
        ...window.figures, elements: document.querySelectorAll('*').length, bytes: performance.getEntriesByType('navigation')[0].decodedBodySize,
        isWider: document.documentElement.scrollWidth > innerWidth,
      }));
      await context.close();
      return { ...figures, opened, problems, episodes: drawn.length, current: drawn.filter(episode => episode !== 'episode:Play'), last: drawn.at(-1) };
    };
    return { short: await measure(process.env.SHORT), long: await measure(PAGE) };
  },

  // Access ends while the page plays: the caller ends it when told, and says when the edge knows.
  async revoked() {
    const { page } = await open({}, page => page.clock.install());
    await episode(page).locator('.play').click();
    await heard(page, 0.3);
    process.stdout.write('playing\n');
    await lines.next();
    await page.clock.fastForward(31_000);
    await page.locator('#notice').waitFor();
    await page.waitForFunction(() => { const audio = document.getElementById('audio'); return audio.currentSrc.includes('/notices/') && audio.currentTime > 0.2; });
    return {
      notice: await page.locator('#notice h2').textContent(), role: await page.locator('#notice').getAttribute('role'),
      isFocused: await page.evaluate(() => document.activeElement.id === 'notice'), sound: await page.evaluate(() => document.getElementById('audio').currentSrc),
      isPlayOffered: await episode(page).locator('.play').isVisible(),
    };
  },
};

try {
  process.stdout.write(JSON.stringify(await scenarios[SCENARIO]()) + '\n');
} finally {
  await browser.close();
  process.exit();
}
