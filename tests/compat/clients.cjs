// SPDX-License-Identifier: GPL-3.0-or-later
// Programs that nobody here wrote, talking to an emulated design. NODE_PATH names the folder of their modules.
//
// usage: clients.cjs listen URL         prints each event of a stream as a line of JSON (npm eventsource)
//        clients.cjs receive            prints its port, then for each webhook whether the provider's library believes it
//        clients.cjs send URL SCHEME    signs the body on standard input with the provider's library and posts it, then once
//                                       more with one byte changed; prints both answers
// Secrets come from STANDARD_SECRET and STRIPE_SECRET.
const { createServer } = require('node:http');
const { readFileSync } = require('node:fs');

const say = (value) => console.log(JSON.stringify(value));

function believers() {
  const { Webhook } = require('standardwebhooks');
  const stripe = require('stripe')('sk_test_unused');
  return {
    '/standard': (body, headers) => new Webhook(process.env.STANDARD_SECRET).verify(body, headers),
    '/stripe': (body, headers) =>
      stripe.webhooks.constructEvent(body, headers['stripe-signature'], process.env.STRIPE_SECRET),
  };
}

function signed(scheme, body) {
  if (scheme === 'stripe') {
    const stripe = require('stripe')('sk_test_unused');
    return {
      'stripe-signature': stripe.webhooks.generateTestHeaderString({ payload: body, secret: process.env.STRIPE_SECRET }),
    };
  }
  const { Webhook } = require('standardwebhooks');
  const now = new Date();
  const id = `msg_${now.getTime()}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(process.env.STANDARD_SECRET).sign(id, now, body),
  };
}

function listen(url) {
  const EventSource = require('eventsource');
  const source = new EventSource(url);
  source.onopen = () => say({ open: true });
  source.onerror = (error) => say({ error: error.message ?? 'closed' });
  source.onmessage = (event) => say({ id: event.lastEventId, data: JSON.parse(event.data) });
}

function receive() {
  const believe = believers();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      let told = { path: request.url, believed: true };
      try {
        told.event = believe[request.url](body, request.headers);
      } catch (error) {
        told = { path: request.url, believed: false, why: error.message };
      }
      say(told);
      response.writeHead(told.believed ? 200 : 400).end();
    });
  });
  server.listen(0, '127.0.0.1', () => say({ port: server.address().port }));
}

async function send(url, scheme) {
  const body = readFileSync(0, 'utf8');
  const headers = { 'content-type': 'application/json', ...signed(scheme, body) };
  for (const each of [body, body.replace('"total":1', '"total":2')]) {
    const answer = await fetch(url, { method: 'POST', headers, body: each });
    say({ status: answer.status, body: await answer.text() });
  }
}

const [verb, ...rest] = process.argv.slice(2);
({ listen, receive, send })[verb](...rest);
