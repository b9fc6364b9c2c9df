package sockapi

import (
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/pattern"
)

// A client is a program that connects to the addresses in its arguments.
type client struct {
	programs []string
	unless   []string // flags and words with which it binds an address too; "-x" also as one of several letters
}

// clients are programs that connect to the addresses in their arguments and in their
// environment, and bind none of them but as told. Sources: their manual pages.
var clients = []client{
	{programs: []string{
		"ab", "curl", "dig", "drill", "etcdctl", "evans", "ghz", "grpc-health-probe", "grpc_health_probe", "grpcurl", "h2load", "hey", "http", "https",
		"host", "influx", "nmap", "nping", "nslookup", "open", "ping", "siege", "tcping", "telnet", "vegeta", "wget", "wrk", "xdg-open", "xh",
	}},
	{programs: []string{
		"createdb", "createuser", "dropdb", "dropuser", "pg_basebackup", "pg_dump", "pg_dumpall", "pg_isready", "pg_restore", "pgbench", "psql", "vacuumdb",
		"mariadb", "mariadb-admin", "mariadb-dump", "mysql", "mysqladmin", "mysqlcheck", "mysqldump", "mysqlimport", "mysqlshow", "mysqlslap",
		"redis-benchmark", "redis-cli", "valkey-benchmark", "valkey-cli", "sqlcmd", "cqlsh", "clickhouse-client", "usql",
		"mongo", "mongodump", "mongoexport", "mongoimport", "mongorestore", "mongosh", "mongostat",
		"kafkacat", "kcat", "mosquitto_pub", "mosquitto_sub", "amqp-publish", "amqp-consume", "nats",
		"ftp", "lftp", "ldapadd", "ldapmodify", "ldapsearch", "ldapwhoami", "snmpget", "snmpwalk", "swaks", "sftp", "scp", "ssh-keyscan",
		"crane", "oras", "skopeo", "buildctl",
	}},
	{programs: []string{"nc", "ncat", "netcat"}, unless: []string{"-l", "--listen"}},
	{programs: []string{"wscat"}, unless: []string{"-l", "--listen"}},
	{programs: []string{"openssl"}, unless: []string{"s_server", "ocsp"}},
	{programs: []string{"ssh"}, unless: []string{"-L", "-R", "-D"}},
	{programs: []string{"rsync"}, unless: []string{"--daemon"}},
	{programs: []string{"git"}, unless: []string{"daemon", "instaweb"}},
	{programs: []string{"vault"}, unless: []string{"server", "agent", "proxy"}},
	{programs: []string{"consul"}, unless: []string{"agent", "connect"}},
	{programs: []string{"nomad"}, unless: []string{"agent"}},
	{programs: []string{"kubectl"}, unless: []string{"port-forward", "proxy"}},
}

// IsShell reports whether the program, a name or a path, is a shell.
func IsShell(program string) bool {
	return slices.Contains([]string{"ash", "bash", "dash", "ksh", "sh", "zsh"}, ProgramName(program))
}

// RemovesTree reports whether the beginning of a command of a shell has an rm that removes
// directories with all that is in them.
func RemovesTree(command string) bool { return treeRemoval().MatchString(command) }

var treeRemoval = pattern.New(`\brm\s+(-\S+\s+)*-(\w*[rR]\w*|-recursive)\s`)

// SweptNames returns the patterns of names that a command of a shell removes, with all that
// is in them, from the directory for temporary files. What is quoted is no pattern to rm.
func SweptNames(command string) []string {
	var names []string
	for _, m := range findRemoval().FindAllStringSubmatch(command, -1) {
		names = append(names, m[1])
	}
	for _, part := range strings.FieldsFunc(command, func(r rune) bool { return strings.ContainsRune(";&|\n", r) }) {
		at := treeRemoval().FindStringIndex(part)
		if at == nil {
			continue
		}
		for word := range strings.FieldsSeq(part[at[1]:]) {
			if m := temporary().FindStringSubmatch(word); m != nil {
				names = append(names, m[1])
			}
		}
	}
	return names
}

const tempFolder = `(?:/tmp|/var/tmp|"?\$\{?TMPDIR(?::-/tmp/?)?\}?"?)`

var (
	temporary   = pattern.New(`^` + tempFolder + `/([^/"'\s]+)/?$`)
	findRemoval = pattern.New(`\bfind\s+` + tempFolder + `/?\s[^;&|\n]*-name\s+["']?([^/"'\s]+)["']?\s[^;&\n]*\brm\s+-\w*[rR]`)
)

// IsClient reports whether the program, a name or a path, connects to the addresses
// in its arguments and binds none of them. It is enough to know the beginnings of the
// arguments; where they decide and none is known, it does not.
func IsClient(program string, args []string) bool {
	name := ProgramName(program)
	for slices.Contains(wrappers, name) {
		own := slices.IndexFunc(args, func(arg string) bool {
			return !strings.HasPrefix(arg, "-") && !strings.Contains(arg, "=") && strings.Trim(arg, "0123456789smh.") != ""
		})
		if own < 0 {
			return false
		}
		name, args = ProgramName(args[own]), args[own+1:]
	}
	for _, c := range clients {
		if slices.Contains(c.programs, name) {
			return len(c.unless) == 0 || len(args) > 0 && !slices.ContainsFunc(c.unless, func(flag string) bool { return hasFlag(args, flag) })
		}
	}
	return false
}

// wrappers are programs that run the one among their arguments, after options, settings
// of the environment, and numbers.
var wrappers = []string{"env", "exec", "nice", "nohup", "setsid", "stdbuf", "sudo", "time", "timeout"}

// hasFlag reports whether flag is among the arguments, by itself, with a value, or as
// one of several letters: "-lk" for "-l".
func hasFlag(args []string, flag string) bool {
	return slices.ContainsFunc(args, func(arg string) bool {
		if len(flag) == 2 && flag[0] == '-' && strings.HasPrefix(arg, "-") && !strings.HasPrefix(arg, "--") {
			return strings.Contains(arg, flag[1:])
		}
		return isOneOf(arg, []string{flag})
	})
}

// dialFlags are flags of programs that an address follows which the program
// connects to, where the flag does not say so by itself. Sources: their manual pages.
var dialFlags = map[string][]string{
	"ssh":          {"-p", "-J"},
	"docker":       {"-H", "--host"},
	"podman":       {"--url"},
	"redis-server": {"--replicaof", "--slaveof"},
	"nats-server":  {"--routes", "-routes"},
	"kubectl":      {"-s", "--server"},
}

// IsDialFlag reports whether the argument of a program is a flag that comes before an
// address to which the program connects, and is one of that program's own.
func IsDialFlag(program, flag string) bool {
	return slices.Contains(dialFlags[ProgramName(program)], flag)
}

// engines are programs that start other programs, with settings of a service in
// their environment: the port of a database may be one that they publish.
var engines = []string{"docker", "docker-compose", "make", "nerdctl", "podman", "podman-compose", "task"}

// MayServe reports whether the program may be the service itself, or start it, whose
// address it is told: a container engine, or a server that the table knows.
func MayServe(program string) bool {
	name := ProgramName(program)
	return slices.Contains(engines, name) || slices.ContainsFunc(children, func(c Child) bool { return slices.Contains(c.Programs, name) })
}
