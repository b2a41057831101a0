import cf from 'cloudfront';

// Decides every request at the edge: whose token it is, whether it still has access, and which origin serves it.
// Formats: docs/tokens.md. What the origins are sent: docs/data-model.md. Runtime cloudfront-js-2.0, at most 10,240 bytes; what the
// language there lacks (for-of, destructuring, default parameters, ?., ??, classes) is missing here too.

const crypto = require('crypto');

const PATH = /^\/([\w-]{26})(\/feeds\/([a-z0-9][a-z0-9-]{0,62})(?:\/[1-9]\d{0,2})?\.xml|\/media\/([a-z0-9][a-z0-9-]{0,62})\/[a-z0-9][a-z0-9-]{0,62}(?:\/[\w-][\w.-]{0,99}){1,3}|\/(?:shows\/([a-z0-9][a-z0-9-]{0,62})(?:\/[1-9]\d{0,2})?)?|\/notices\/([a-z0-9][a-z0-9-]{0,62})\/[a-z0-9-]{1,63}\.mp3)?$/;
const EXPIRY_EPOCH = 1577836800; // 2020-01-01T00:00:00Z
// In place of the secret of a signing key that leaked or was retired. No entry is worth anything under such a key.
const REFUSED_KEY = '!';
const REPLACED = 'x';
// In place of an expiry: the publisher ended the access to these shows.
const REVOKED = '000000';
const ENDED = { l: 'lapsed', p: 'payment-failed', r: 'revoked', x: 'replaced' };
const REASON = {
  lapsed: 'This subscription has lapsed. Renew it with the publisher to listen again.',
  'payment-failed': 'The last payment for this subscription failed. Check it with the publisher to listen again.',
  revoked: 'This subscription was ended by the publisher. Ask the publisher if that is a mistake.',
  replaced: 'This address was replaced by a new one. Ask the publisher for it.',
  otherShow: 'This subscription does not include this show.',
};

async function handler(event) {
  const request = event.request;
  if (request.method === 'OPTIONS') {
    return preflight();
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return respond(405, 'Method Not Allowed', 'Only GET and HEAD are allowed here.', { allow: { value: 'GET, HEAD' } });
  }
  const path = PATH.exec(request.uri);
  if (!path) {
    return notFound();
  }
  const token = path[1];
  const tokenHash = hash(token);
  const store = cf.kvs();
  const keyName = 'k' + token.substring(0, 2);
  // The store rejects a read of a key that it does not have, in words that are not documented: a missing key and a failing store look alike.
  const found = await Promise.allSettled([store.get(tokenHash), store.get(keyName)]);
  const secret = found[1].value;
  let entry = found[0].value;
  if (entry === undefined) {
    if (secret === undefined ? await isKnownMissing(store, keyName) : !isGenuine(token, secret)) {
      return notFound();
    }
    entry = secret === undefined ? undefined : granted(request.querystring.grant, token, secret);
  } else if (secret === REFUSED_KEY) {
    entry = REPLACED;
  }

  const page = pageInstead(request, token, path);
  if (page) {
    return redirect(page);
  }

  clean(request);
  if (entry === undefined) {
    return toEntitlements(request, token, tokenHash, path[2], secret === undefined);
  }
  const isMedia = path[4] !== undefined;
  const show = path[3] || path[4] || path[5] || path[6];
  // The page of all shows is told the entry itself, which names them.
  const access = show ? accessOf(entry, show) : entry;
  if (access === 'otherShow' || (access !== 'active' && isMedia)) {
    return respond(403, 'Forbidden', REASON[access], {});
  }
  if (isMedia && secret && request.method === 'GET') {
    logDownload(path[2], tokenHash, event.viewer.ip, secret);
  }
  // A publisher's own notice is in the bucket; the other origin of the group has the rest.
  request.uri = path[6] ? path[2].replace('/notices/' + show, '/media/' + show + '/-notices') : path[2];
  // Audio and notices are the same for everybody.
  if (!isMedia && !path[6]) {
    request.headers['x-podcast-token'] = { value: token };
    request.headers['x-podcast-access'] = { value: access };
    request.headers['x-viewer-host'] = { value: request.headers.host.value };
  }
  return request;
}

// What statistics need of a request, for the access log, which has neither its path nor its viewer's address: docs/statistics.md.
// Listener and network get other names every day, and nobody without the signing key can tell whose they are.
function logDownload(path, tokenHash, ip, secret) {
  const day = Math.floor(Date.now() / 86400000) + ' ';
  const network = (ip.includes('.') ? ip.split('.') : ip.split('::')[0].split(':').concat('0', '0')).slice(0, 3).join();
  cf.logCustomData(day + path.slice(7) + ' ' + mac(secret, 'listener:' + day + tokenHash) + ' ' + mac(secret, 'network:' + day + network));
}

// A person who opens a feed's link in a browser wants the page, and one who left out the last slash too. No podcast app sends this header with this value:
// https://www.w3.org/TR/fetch-metadata/#sec-fetch-dest-header
function pageInstead(request, token, path) {
  if (path[2] === undefined) {
    return '/' + token + '/';
  }
  const destination = request.headers['sec-fetch-dest'];
  return path[3] && destination && destination.value === 'document' ? '/' + token + path[2].replace('feeds', 'shows').slice(0, -4) : '';
}

// The behavior's own origin would be read from the cache first, under the path that all subscribers share; a path of the token's own
// keeps unchecked subscribers from cached audio, and their responses from each other.
// When the store cannot be read, nothing is checked here, a grant neither: the origin checks everything and delivers by itself.
function toEntitlements(request, token, tokenHash, path, isUnchecked) {
  request.uri = '/entitlements/' + tokenHash + path;
  request.headers['x-podcast-token'] = { value: token };
  if (isUnchecked) {
    request.headers['x-podcast-access'] = { value: 'unchecked' };
    request.headers['x-viewer-host'] = { value: request.headers.host.value };
  }
  cf.selectRequestOriginById('entitlements');
  return request;
}

// What a viewer may not choose: our own headers, and whatever could tell requests for the same audio apart.
function clean(request) {
  for (const name in request.headers) {
    if (name.startsWith('x-podcast-') || name === 'x-viewer-host') {
      delete request.headers[name];
    }
  }
  request.querystring = {};
  request.cookies = {};
}

async function isKnownMissing(store, key) {
  try {
    return !(await store.exists(key));
  } catch (error) {
    return false;
  }
}

function isGenuine(token, secret) {
  return secret !== REFUSED_KEY && same(mac(secret, 'token:' + token.substring(0, 14)), token.substring(14));
}

// A grant is an entry like the store's, signed for one token. One that is expired, forged or for another token is as good as none.
function granted(grant, token, secret) {
  if (grant === undefined || grant.value.length < 13) {
    return undefined;
  }
  const entry = grant.value.slice(0, -12);
  if (!same(mac(secret, 'grant:' + token + entry), grant.value.slice(-12))) {
    return undefined;
  }
  return entry.length === 1 || entry.split('.').some(isCurrent) ? entry : undefined;
}

function accessOf(entry, show) {
  if (entry.length === 1) {
    return ENDED[entry] || 'revoked';
  }
  const code = hash(show).substring(0, 3);
  const groups = entry.split('.');
  for (let i = 0; i < groups.length; i++) {
    for (let j = 6; j < groups[i].length; j += 3) {
      if (groups[i].substring(j, j + 3) === code) {
        return isCurrent(groups[i]) ? 'active' : groups[i].startsWith(REVOKED) ? 'revoked' : 'lapsed';
      }
    }
  }
  return 'otherShow';
}

function isCurrent(group) {
  return Date.now() < (parseInt(group.substring(0, 6), 36) + EXPIRY_EPOCH) * 1000;
}

// 12 characters of base64url are 9 bytes exactly.
function hash(text) {
  return crypto.createHash('sha256').update(text).digest('base64url').substring(0, 12);
}

function mac(secret, text) {
  return crypto.createHmac('sha256', secret).update(text).digest('base64url').substring(0, 12);
}

// Takes as long for a wrong first character as for a wrong last one.
function same(a, b) {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) {
    difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  }
  return difference === 0;
}

// A script of another page asks before it sends If-Range. The response says nothing about the path, and so needs no token.
function preflight() {
  return {
    statusCode: 204,
    statusDescription: 'No Content',
    headers: {
      'access-control-allow-origin': { value: '*' },
      'access-control-allow-methods': { value: 'GET, HEAD' },
      'access-control-allow-headers': { value: 'Range, If-Range' },
      'access-control-max-age': { value: '86400' },
    },
  };
}

function redirect(location) {
  return respond(302, 'Found', location, { location: { value: location }, vary: { value: 'Sec-Fetch-Dest' } });
}

// One shape for everything that is not there, so that no response shows how close a guess was.
function notFound() {
  return respond(404, 'Not Found', 'Not found.', {});
}

function respond(statusCode, statusDescription, text, headers) {
  headers['cache-control'] = { value: 'no-store' };
  headers['content-type'] = { value: 'text/plain; charset=utf-8' };
  return { statusCode: statusCode, statusDescription: statusDescription, headers: headers, body: text + '\n' };
}
