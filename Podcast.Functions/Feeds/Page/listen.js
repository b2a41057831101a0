// The player of the listener's page. What it keeps (positions, speed, the wish to save data) stays in this browser and holds no address.
(() => {
  'use strict';
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const bar = find('#player');
  const audio = find('#audio');
  const copy = find('#copy');
  const store = {
    read(key, otherwise) { try { return JSON.parse(localStorage.getItem('listen:' + key)) ?? otherwise; } catch { return otherwise; } },
    write(key, value) { try { localStorage.setItem('listen:' + key, JSON.stringify(value)); } catch { /* Without storage nothing is kept. */ } },
  };

  if (copy) {
    copy.hidden = false;
    copy.addEventListener('click', async () => {
      const feed = find('#feed');
      feed.select();
      try { await navigator.clipboard.writeText(feed.value); copy.textContent = 'Copied'; } catch { copy.textContent = 'Press Ctrl+C'; }
      setTimeout(() => { copy.textContent = 'Copy'; }, 3000);
    });
  }
  all('.notes a').forEach(link => { link.target = '_blank'; link.rel = 'noopener noreferrer'; });
  if (!bar) return;

  const POSITIONS_KEPT = 500, CHECK_EVERY = 30_000, STALLED_AFTER = 10_000, BACK = 15, ON = 30;
  const seek = find('#seek'), speed = find('#speed'), saver = find('#saver'), said = find('#said');
  const positions = store.read('positions', {});
  let current = null, drawn = null, hls = null, checking = null, stalled = 0, dragging = false, kept = 0, isOver = false;

  const clock = seconds => {
    const s = Math.max(0, Math.floor(seconds || 0)), tail = String(s % 60).padStart(2, '0'), m = Math.floor(s / 60);
    return m < 60 ? `${m}:${tail}` : `${Math.floor(m / 60)}:${String(m % 60).padStart(2, '0')}:${tail}`;
  };
  const spoken = seconds => {
    const s = Math.floor(seconds || 0), m = Math.floor(s / 60);
    return (m ? `${m} minute${m === 1 ? '' : 's'} ` : '') + `${s % 60} second${s % 60 === 1 ? '' : 's'}`;
  };
  const length = () => Number.isFinite(audio.duration) && audio.duration > 0 ? audio.duration : Number(current?.dataset.duration) || 0;
  const say = text => { said.textContent = text; };

  function showLeft(episode) {
    const [at, of] = positions[episode.dataset.id] ?? [0, 0];
    const minutes = Math.round((of - at) / 60);
    find('.left', episode).textContent = !of ? '' : of - at < 5 ? 'Played' : at < 5 ? '' : minutes < 1 ? 'Less than a minute left' : `${minutes} min left`;
  }

  function keep(isLast) {
    if (!current || isOver || !audio.currentTime) return;
    positions[current.dataset.id] = [isLast ? length() : audio.currentTime, length(), Date.now()];
    const ids = Object.keys(positions);
    if (ids.length > POSITIONS_KEPT) {
      ids.sort((a, b) => positions[a][2] - positions[b][2]).slice(0, ids.length - POSITIONS_KEPT).forEach(id => { delete positions[id]; });
    }
    store.write('positions', positions);
    showLeft(current);
  }

  function drawTime() {
    const of = length();
    seek.max = of || 1;
    if (!dragging) seek.value = audio.currentTime;
    find('#at').textContent = clock(dragging ? seek.value : audio.currentTime);
    find('#of').textContent = '−' + clock(of - audio.currentTime);
    seek.setAttribute('aria-valuetext', `${spoken(audio.currentTime)} of ${spoken(of)}`);
    const chapters = current ? all('.chapters button', current) : [];
    const now = chapters.filter(chapter => Number(chapter.dataset.start) <= audio.currentTime + .25).pop();
    chapters.forEach(chapter => { chapter === now ? chapter.setAttribute('aria-current', 'true') : chapter.removeAttribute('aria-current'); });
    if ('mediaSession' in navigator && of && audio.currentTime <= of) {
      try { navigator.mediaSession.setPositionState({ duration: of, playbackRate: audio.playbackRate, position: audio.currentTime }); } catch { /* Not every browser has it. */ }
    }
  }

  function drawEpisode(episode, isCurrent, isPlaying) {
    episode?.classList.toggle('current', isCurrent);
    episode?.classList.toggle('playing', isPlaying);
    if (episode) find('.play span', episode).textContent = isPlaying ? 'Pause' : 'Play';
  }

  // Only what changes is drawn: a page may have hundreds of episodes.
  function drawState() {
    const isPlaying = !audio.paused;
    bar.classList.toggle('on', isPlaying);
    find('#toggle').setAttribute('aria-label', isPlaying ? 'Pause' : 'Play');
    if (drawn !== current) drawEpisode(drawn, false, false);
    drawEpisode(current, true, isPlaying);
    drawn = current;
    if ('mediaSession' in navigator) navigator.mediaSession.playbackState = isPlaying ? 'playing' : 'paused';
    clearInterval(checking);
    checking = isPlaying && !isOver ? setInterval(isStillOpen, CHECK_EVERY) : null;
  }

  // HLS helps where data is dear: its lowest rate is a fraction of the MP3. Everything else is better off with the one file.
  const wantsHls = episode => {
    const line = navigator.connection;
    return episode.dataset.hls && (saver.checked || line?.saveData || /2g$/.test(line?.effectiveType ?? ''));
  };
  const loadHls = () => window.Hls ? Promise.resolve() : new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = bar.dataset.hlsScript;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

  async function open(episode, from) {
    const of = Number(episode.dataset.duration);
    if (from === undefined) {
      const [at, all] = positions[episode.dataset.id] ?? [0, of];
      from = all - at < 5 ? 0 : at;
    }
    hls?.destroy();
    hls = null;
    if (wantsHls(episode)) {
      try { await loadHls(); } catch { /* The MP3 is there as well. */ }
      if (window.Hls?.isSupported()) {
        hls = new Hls({ enableWorker: false, startPosition: from || -1, startLevel: 0 });
        hls.on(Hls.Events.MANIFEST_PARSED, () => { hls.loadLevel = 0; });
        hls.on(Hls.Events.ERROR, (_, problem) => { if (problem.fatal) lose(); });
        hls.loadSource(episode.dataset.hls);
        hls.attachMedia(audio);
        return;
      }
    }
    audio.src = episode.dataset.audio;
    if (from) audio.addEventListener('loadedmetadata', () => { audio.currentTime = from; }, { once: true });
  }

  async function start(episode, from) {
    if (isOver) return;
    keep();
    current = episode;
    bar.hidden = false;
    document.body.classList.add('has-player');
    const { title, show, art } = episode.dataset;
    find('#title').textContent = title;
    find('#show').textContent = show;
    const picture = find('#art');
    picture.hidden = !art;
    if (art) picture.src = art;
    saver.parentElement.hidden = !episode.dataset.hls;
    if ('mediaSession' in navigator) {
      navigator.mediaSession.metadata = new MediaMetadata({ title, album: show, artist: episode.dataset.author, artwork: art ? [{ src: art }] : [] });
    }
    await open(episode, from);
    audio.defaultPlaybackRate = audio.playbackRate = Number(speed.value);
    await play();
    loadChapters(episode);
  }

  async function play() {
    try { await audio.play(); } catch (refusal) { if (refusal.name === 'NotAllowedError') say('Press play to listen.'); }
  }
  const toggle = () => audio.paused ? play() : audio.pause();
  const jump = to => { audio.currentTime = Math.min(Math.max(0, to), length() || to); drawTime(); };
  const skip = by => jump(audio.currentTime + by);

  async function loadChapters(episode) {
    const list = find('.chapters', episode);
    if (!list || list.childElementCount) return;
    try {
      const { chapters } = await (await fetch(list.dataset.chapters)).json();
      list.append(...chapters.filter(chapter => chapter.title && chapter.toc !== false).map(chapter => {
        const item = document.createElement('li'), button = document.createElement('button'), time = document.createElement('time'), title = document.createElement('span');
        button.type = 'button';
        button.dataset.start = chapter.startTime;
        time.textContent = clock(chapter.startTime);
        title.textContent = chapter.title;
        title.dir = 'auto';
        button.append(time, title);
        button.addEventListener('click', () => current === episode && !isOver ? jump(chapter.startTime) : start(episode, chapter.startTime));
        item.append(button);
        return item;
      }));
    } catch { /* An episode plays without its chapters. */ }
  }

  // The edge decides about audio by every request, so the audio's own address tells whether access has ended. A network that fails tells nothing.
  async function isStillOpen() {
    try {
      const response = await fetch(current.dataset.audio, { method: 'HEAD', cache: 'no-store' });
      if (response.status !== 403 && response.status !== 404) return true;
    } catch { return true; }
    await end();
    return false;
  }

  async function lose() {
    if (isOver) return;
    keep();
    if (await isStillOpen()) say('The connection was lost. Press play to try again.');
  }

  // Shows and plays what a page that is loaded now would say. Its reason is the publisher's, so it is taken from there.
  async function end() {
    if (isOver) return;
    keep();
    isOver = true;
    audio.pause();
    hls?.destroy();
    hls = null;
    let notice = null, text = 'This subscription has ended.';
    try {
      const response = await fetch(location.pathname, { cache: 'no-store' }), body = await response.text();
      if (response.ok) notice = find('#notice', new DOMParser().parseFromString(body, 'text/html'));
      else if (response.status < 500) text = body;
    } catch { /* The general sentence says enough. */ }
    if (notice) notice = document.importNode(notice, true);
    else {
      notice = document.createElement('section');
      notice.id = 'notice';
      notice.className = 'notice';
      notice.append(Object.assign(document.createElement('p'), { textContent: text }));
    }
    notice.setAttribute('role', 'alert');
    notice.tabIndex = -1;
    document.body.classList.add('ended');
    find('main').prepend(notice);
    notice.focus();
    find('#title').textContent = find('h2', notice)?.textContent ?? text;
    if (notice.dataset.audio) {
      audio.src = notice.dataset.audio;
      audio.playbackRate = 1;
      await play();
    }
    drawState();
  }

  all('.episode').forEach(episode => {
    showLeft(episode);
    find('.play', episode).addEventListener('click', event => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      episode === current ? toggle() : start(episode);
    });
    find('details', episode)?.addEventListener('toggle', event => { if (event.target.open) loadChapters(episode); });
  });
  find('#toggle').addEventListener('click', toggle);
  find('#back').addEventListener('click', () => skip(-BACK));
  find('#on').addEventListener('click', () => skip(ON));
  speed.value = store.read('speed', '1');
  speed.addEventListener('change', () => {
    audio.defaultPlaybackRate = audio.playbackRate = Number(speed.value);
    store.write('speed', speed.value);
  });
  saver.checked = store.read('saver', false);
  saver.addEventListener('change', async () => {
    store.write('saver', saver.checked);
    if (!current || isOver) return;
    const at = audio.currentTime, isPlaying = !audio.paused;
    await open(current, at);
    audio.playbackRate = Number(speed.value);
    if (isPlaying) await play();
  });
  seek.addEventListener('input', () => { dragging = true; drawTime(); });
  seek.addEventListener('change', () => { dragging = false; jump(Number(seek.value)); });

  audio.addEventListener('timeupdate', () => {
    drawTime();
    if (Date.now() - kept > 5000) { kept = Date.now(); keep(); }
  });
  audio.addEventListener('durationchange', drawTime);
  audio.addEventListener('play', () => { say(''); drawState(); });
  audio.addEventListener('pause', () => { keep(); drawState(); });
  audio.addEventListener('ended', () => { keep(true); drawState(); });
  audio.addEventListener('playing', () => clearTimeout(stalled));
  audio.addEventListener('waiting', () => { clearTimeout(stalled); stalled = setTimeout(() => { if (!audio.paused && !isOver) isStillOpen(); }, STALLED_AFTER); });
  audio.addEventListener('error', () => { if (audio.getAttribute('src')) lose(); });
  addEventListener('pagehide', () => keep());
  document.addEventListener('visibilitychange', () => { if (document.hidden) keep(); else if (current && !isOver && !audio.paused) isStillOpen(); });

  // Keys that are no characters, so that they disturb neither typing nor a screen reader.
  addEventListener('keydown', event => {
    if (bar.hidden || event.altKey || event.ctrlKey || event.metaKey || event.target.closest('input, select, textarea, button, a, summary')) return;
    const action = { ' ': toggle, ArrowLeft: () => skip(-BACK), ArrowRight: () => skip(ON) }[event.key];
    if (action) { event.preventDefault(); action(); }
  });
  if ('mediaSession' in navigator) {
    const actions = {
      play, pause: () => audio.pause(), seekbackward: details => skip(-(details.seekOffset ?? BACK)), seekforward: details => skip(details.seekOffset ?? ON),
      seekto: details => jump(details.seekTime), stop: () => audio.pause(),
    };
    Object.entries(actions).forEach(([name, action]) => { try { navigator.mediaSession.setActionHandler(name, action); } catch { /* Not every browser knows every action. */ } });
  }
})();
