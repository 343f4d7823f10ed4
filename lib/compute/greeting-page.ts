/** What a greeting page says, and where. */
export interface GreetingPageProps {
  /** The server's name. */
  readonly name: string;
  readonly region: string;
  /** TCP port. */
  readonly port: number;
  /** Further TCP ports. @default - none */
  readonly morePorts?: readonly number[];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * User data that makes an instance serve a page which names it and its region.
 *
 * Every path answers 200 to GET and HEAD, so that any health-check path is good. It needs nothing but what Alibaba Cloud
 * Linux 3 comes with (cloud-init, systemd, Python 3.6), and comes back after a reboot or a crash.
 */
export function greetingPage({ name, region, port, morePorts = [] }: GreetingPageProps): string {
  const html = `<!doctype html><title>${escape(name)}</title><h1>${escape(name)}</h1><p>${escape(region)}</p>\n`;
  return `#!/bin/bash
set -eu
install -d /opt/greeting
cat > /opt/greeting/serve.py <<'PYTHON'
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import ThreadingMixIn
${morePorts.length > 0 ? 'from threading import Thread\n' : ''}
PAGE = ${JSON.stringify(html)}.encode("utf-8")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()

    def do_GET(self):
        self.do_HEAD()
        self.wfile.write(PAGE)


class Server(ThreadingMixIn, HTTPServer):
    daemon_threads = True


${morePorts.map(inBackground).join('')}Server(("", ${port}), Handler).serve_forever()
PYTHON
PYTHON=$(command -v python3 || echo /usr/libexec/platform-python)
cat > /etc/systemd/system/greeting.service <<UNIT
[Unit]
Description=Page that names this server
After=network.target

[Service]
ExecStart=$PYTHON /opt/greeting/serve.py
Restart=always

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now greeting.service
`;
}

function inBackground(port: number): string {
  return `Thread(target=Server(("", ${port}), Handler).serve_forever, daemon=True).start()\n`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
