package sockapi

import (
	"path"
	"slices"
	"strings"
)

// A Child is a program that is started as a server, and what it can do instead of
// taking the number of a port. At least one of Unix, Fd and Zero is set. They are
// options of its command line, or lines of its configuration where that is the
// only way.
type Child struct {
	Programs []string // its names, without a path
	Name     string   // what it is called, if that is more than the name of the program
	Needs    []string // words, or flags, that must be among its arguments; "a|b" is either

	Unix     string // how it listens on a Unix socket
	Abstract string // how it listens on an abstract one, which has no file (unix(7), Linux)
	Fd       string // how it takes over descriptor N, which it inherits
	Zero     string // how it lets the kernel choose the port
	Tells    string // where it tells which port that is
}

// children are the programs that sockvet knows. Those of the first list were
// tried, with the options that are named here, but for the abstract names; of those
// in the second list, the manuals say so.
var children = slices.Concat(triedChildren, documentedChildren)

var triedChildren = []Child{
	// redis.conf: port 0 does not listen on TCP.
	{Programs: []string{"redis-server"}, Unix: "--port 0 --unixsocket PATH"},
	// runtime-config-connection: an empty listen_addresses does not listen on TCP, a
	// directory that starts with @ is an abstract name. Port 0 is an error.
	{Programs: []string{"postgres"}, Unix: "-c listen_addresses= -c unix_socket_directories=DIR", Abstract: "-c listen_addresses= -c unix_socket_directories=@NAME"},
	// Port 0 means 3306.
	{Programs: []string{"mariadbd", "mysqld"}, Unix: "--skip-networking --socket=PATH"},
	// memcached(1) for -s; memcached.c for the file.
	{Programs: []string{"memcached"}, Unix: "-s PATH", Zero: "-p -1", Tells: "in the file that MEMCACHED_PORT_FILENAME names"},
	// ngx_http_core_module: listen.
	{Programs: []string{"nginx"}, Unix: "listen unix:PATH"},
	// configuration.txt: bind takes unix@, abns@ (abstract names) and fd@.
	{Programs: []string{"haproxy"}, Unix: "bind unix@PATH", Abstract: "bind abns@NAME", Fd: "bind fd@N"},
	// mosquitto.conf(5): listener 0 PATH.
	{Programs: []string{"mosquitto"}, Unix: "listener 0 PATH"},
	// Network addresses, in Caddy's documentation.
	{Programs: []string{"caddy"}, Unix: "bind unix/PATH"},
	// nats-server --help.
	{Programs: []string{"nats-server"}, Zero: "-p -1 --ports_file_dir DIR", Tells: "in a file"},
	// A relative name, and a port that is no port.
	{Programs: []string{"etcd"}, Unix: "--listen-client-urls unix://NAME.sock:1"},
	// Settings: bind.
	{Programs: []string{"gunicorn"}, Unix: "--bind unix:PATH", Fd: "--bind fd://N"},
	// uvicorn --help.
	{Programs: []string{"uvicorn"}, Unix: "--uds PATH", Fd: "--fd N", Zero: "--port 0", Tells: "in its log"},
	// node --help; net.Server.listen for what a script can do.
	{Programs: []string{"node"}, Name: "node --inspect", Needs: []string{"--inspect|--inspect-brk"}, Zero: "--inspect=127.0.0.1:0", Tells: "on stderr"},
	{Programs: []string{"node"}, Fd: "server.listen({fd: N})"},
	{Programs: []string{"chromedriver"}, Zero: "--port=0", Tells: "on stdout"},
	// The file is in the directory of --user-data-dir.
	{Programs: []string{"chromium", "chromium-browser"}, Zero: "--remote-debugging-port=0", Tells: "in the file DevToolsActivePort"},
}

var documentedChildren = []Child{
	// valkey.conf, as redis.conf.
	{Programs: []string{"valkey-server"}, Unix: "--port 0 --unixsocket PATH"},
	// Chromium with another name.
	{Programs: []string{"google-chrome", "google-chrome-stable", "chrome-headless-shell"}, Zero: "--remote-debugging-port=0", Tells: "in the file DevToolsActivePort"},
	// docker-run(1): a host port that is left out is chosen by the engine.
	{Programs: []string{"docker"}, Name: "docker run", Needs: []string{"run|create", "-p|--publish"}, Zero: "-p 80, not -p PORT:80", Tells: "by docker port"},
	// podman-run(1), podman-port(1).
	{Programs: []string{"podman"}, Name: "podman run", Needs: []string{"run|create", "-p|--publish"}, Zero: "-p 80, not -p PORT:80", Tells: "by podman port"},
	// kubectl port-forward --help: "Listen on a random port locally, forwarding to
	// 5000 in the pod" is ":5000". It prints "Forwarding from 127.0.0.1:…".
	{Programs: []string{"kubectl"}, Name: "kubectl port-forward", Needs: []string{"port-forward"}, Zero: ":80, not PORT:80", Tells: "on stdout"},
	// kubectl proxy --help: "Set to 0 to pick a random port", and --unix-socket.
	{Programs: []string{"kubectl"}, Name: "kubectl proxy", Needs: []string{"proxy"}, Unix: "--unix-socket=PATH", Zero: "--port=0", Tells: "on stdout"},
	// ssh(1): -L local_socket:host:hostport.
	{Programs: []string{"ssh"}, Name: "ssh -L", Needs: []string{"-L"}, Unix: "-L PATH:HOST:PORT"},
	// cockroach start --help: --listening-url-file.
	{Programs: []string{"cockroach"}, Name: "cockroach start", Needs: []string{"start|start-single-node"}, Zero: "--listen-addr=localhost:0 --listening-url-file=FILE", Tells: "in a file"},
	// developer.hashicorp.com/vault/docs/configuration/listener/unix. The server of
	// -dev has no configuration.
	{Programs: []string{"vault"}, Name: "vault server", Needs: []string{"server", "-config"}, Unix: `listener "unix" { address = "PATH" }`},
	// developer.hashicorp.com/consul, agent configuration: http, https and grpc can be Unix sockets.
	{Programs: []string{"consul"}, Name: "consul agent", Needs: []string{"agent", "-http-port"}, Unix: `addresses { http = "unix://PATH" }`},
	// envoy.config.core.v3.Address: pipe; the option --admin-address-path.
	{Programs: []string{"envoy"}, Unix: "address: {pipe: {path: PATH}}", Zero: "port_value: 0 for the admin, with --admin-address-path FILE", Tells: "in a file"},
	// Firefox source docs, geckodriver, flags: port 0 is for a free port.
	{Programs: []string{"geckodriver"}, Zero: "--port 0", Tells: "in its log"},
	// The documentation of http.server. Without -u the line is kept in a buffer.
	{Programs: []string{"python", "python3"}, Name: "python -m http.server", Needs: []string{"http.server"}, Zero: "-u -m http.server 0", Tells: "on stdout"},
	// dlv --help: "Prefix with 'unix:' to use a unix domain socket".
	{Programs: []string{"dlv"}, Name: "dlv --listen", Needs: []string{"--listen|-l"}, Unix: "--listen=unix:PATH", Zero: "--listen=127.0.0.1:0", Tells: "on stdout"},
	// gopls help serve: an address may be "unix;" and a path.
	{Programs: []string{"gopls"}, Name: "gopls -listen", Needs: []string{"-listen"}, Unix: "-listen=unix;PATH"},
	// varnishd(1): an address that begins with a slash.
	{Programs: []string{"varnishd"}, Unix: "-a PATH"},
	// php.net, FPM configuration: listen.
	{Programs: []string{"php-fpm"}, Unix: "listen = PATH"},
	// buildkitd --help.
	{Programs: []string{"buildkitd"}, Unix: "--addr unix://PATH"},
	// tor(1): SocksPort and ControlPort take unix:path and auto.
	{Programs: []string{"tor"}, Unix: "--SocksPort unix:PATH", Zero: "--ControlPort auto --ControlPortWriteToFile FILE", Tells: "in a file"},
}

// Children returns the programs of the table.
func Children() []Child { return slices.Clone(children) }

// LookupChild returns the row of a program, a name or a path, that is started with
// the arguments args; nil if the table has none. It is enough to know some of the
// arguments, or the beginning of one.
func LookupChild(program string, args []string) *Child {
	name := ProgramName(program)
	for i, c := range children {
		if slices.Contains(c.Programs, name) && c.fits(args) {
			return &children[i]
		}
	}
	return nil
}

// ProgramName returns the name of a program without its folder and ".exe".
func ProgramName(program string) string {
	return strings.TrimSuffix(path.Base(strings.ReplaceAll(program, `\`, "/")), ".exe")
}

// fits reports whether all that c needs is among the arguments.
func (c *Child) fits(args []string) bool {
	for _, need := range c.Needs {
		words := strings.Split(need, "|")
		if !slices.ContainsFunc(args, func(arg string) bool { return isOneOf(arg, words) }) {
			return false
		}
	}
	return true
}

// isOneOf reports whether arg is one of the words, or a flag among them with its
// value: "-p=80", and "-p80" where the flag is a single letter.
func isOneOf(arg string, words []string) bool {
	for _, word := range words {
		rest, ok := strings.CutPrefix(arg, word)
		short := len(word) == 2 && word[0] == '-'
		if ok && (rest == "" || word[0] == '-' && rest[0] == '=' || short) {
			return true
		}
	}
	return false
}
