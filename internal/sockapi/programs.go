package sockapi

import (
	"slices"
	"strings"
)

// clients are programs that connect to the addresses in their arguments, and
// bind none of them, whatever their flags. Sources: their manual pages. Left out
// are those that forward ports or have a server in them, such as ssh, kubectl
// and git.
var clients = []string{
	"ab", "curl", "dig", "etcdctl", "grpcurl", "h2load", "hey", "http", "mongosh", "mysql", "mysqladmin", "mysqldump",
	"nmap", "nslookup", "open", "pg_dump", "pg_isready", "pgbench", "ping", "psql", "redis-benchmark", "redis-cli",
	"telnet", "vegeta", "wget", "wrk", "xdg-open",
}

// IsClient reports whether the program, a name or a path, connects to the
// addresses in its arguments and binds none of them.
func IsClient(program string) bool {
	return slices.Contains(clients, ProgramName(program))
}

// IsDialFlag reports whether the argument of a program is a flag, or starts with
// one, whose value is an address that the program connects to: "--upstream",
// "-connect=".
func IsDialFlag(arg string) bool {
	name, _, _ := strings.Cut(arg, "=")
	switch strings.TrimLeft(name, "-") {
	case "connect", "proxy", "target", "upstream":
		return strings.HasPrefix(name, "-")
	}
	return false
}

// IsProxyVariable reports whether an environment variable of that name holds the
// address of a proxy to connect to. Source: net/http.ProxyFromEnvironment.
func IsProxyVariable(name string) bool {
	switch strings.ToLower(name) {
	case "http_proxy", "https_proxy", "all_proxy", "ftp_proxy":
		return true
	}
	return false
}
