// SPDX-License-Identifier: GPL-3.0-or-later
// What Node.js does in the place of bench_traffic: the same verbs, orders and answers. NODE_PATH names the folder of the npm
// package `eventsource`.
const { createHmac, timingSafeEqual } = require('node:crypto');
const { createServer } = require('node:http');
const { createInterface } = require('node:readline');

const cpu = () => {
  const used = process.cpuUsage();
  return (used.user + used.system) * 1000;
};

function serve(handler, obey) {
  const server = createServer(handler);
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
  const orders = createInterface({ input: process.stdin });
  orders.on('line', (line) => (line === 'cpu' ? console.log(cpu()) : obey(line.split(' '))));
  orders.on('close', () => process.exit(0));
}

function webhook() {
  const secret = Buffer.from(process.env.STANDARD_SECRET.slice('whsec_'.length), 'base64');
  serve((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': told } = request.headers;
      const body = Buffer.concat(parts);
      const mac = createHmac('sha256', secret).update(`${id}.${time}.`).update(body).digest();
      const right = timingSafeEqual(mac, Buffer.from(told.slice('v1,'.length), 'base64')) && JSON.parse(body).id;
      response.writeHead(right ? 200 : 400, { 'Content-Type': 'application/json' });
      response.end(right ? '{"received":true}' : '{"error":"Invalid signature"}');
    });
  });
}

function stream() {
  const clients = new Set();
  let number = 0;
  serve(
    (request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.flushHeaders();
      clients.add(response);
    },
    ([, count, bytes, perTick]) => {
      let left = Number(count);
      const tick = setInterval(() => {
        for (let i = 0; i < Number(perTick) && left > 0; ++i, --left) {
          const event = { id: String(++number).padStart(36, '0'), type: 'order.placed', timestamp: new Date(0), version: 1,
            source: 'shop', data: { note: 'x'.repeat(Math.max(0, Number(bytes) - 170)) } };
          const frame = `id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`;
          for (const client of clients) client.write(frame);
        }
        if (left === 0) clearInterval(tick);
      }, 1);
    },
  );
}

function listen(url, count) {
  const EventSource = require('eventsource');
  let left = Number(count);
  const before = cpu();
  const source = new EventSource(url);
  source.onmessage = () => {
    if (--left > 0) return;
    console.log(cpu() - before);
    process.exit(0);
  };
}

const [verb, ...rest] = process.argv.slice(2);
({ webhook, stream, listen })[verb](...rest);
