package sockapi

import (
	"slices"
	"strings"
	"unicode"
)

// A Reader is what somebody who is told an address does with it, as far as the
// words around it tell: the name of a variable, flag or field, the scheme of a URL.
type Reader uint8

const (
	Unsaid   Reader = iota // nothing is known of it
	Listens                // binds it, or says of itself that it can be reached there
	Connects               // connects to it
	Uses                   // connects to it, if it is not that service itself: it is the address of a database, say
)

// Then returns what is known of the reader if r was, and next is said further out:
// "--listen=" before a URL.
func (r Reader) Then(next Reader) Reader {
	if next == Unsaid {
		return r
	}
	return next
}

// Dials reports whether the reader connects to the address.
func (r Reader) Dials() bool { return r == Connects || r == Uses }

// listening are words of names whose address the reader binds, or is reached at. They
// count anywhere in a name. Beside them are all that have "listen" in them or begin
// with "bind".
var listening = []string{
	"serve", "serves", "serving", "accept", "inbound", "receiver", "receivers", "extensions", "entrypoint", "entrypoints", // OpenTelemetry's and Traefik's configuration
	"advertise", "advertised", "announce", "announced", "publish", "published", "expose", "exposed", // etcd, Kafka, docker
	"external", "public", "local", "self", "own", // of the reader itself
	"callback", "redirect", // RFC 8252, 7.3: a program listens where the browser comes back to
}

// connecting are words of names that say the reader connects. They count at the
// end of a name, before words such as "addr".
var connecting = []string{
	"upstream", "upstreams", "target", "targets", "remote", "destination", "destinations", "dest",
	"backend", "backends", "endpoint", "endpoints", "broker", "brokers", "connect", "dial", "join",
	"peers", "seeds", "servers", "nameserver", "nameservers", "resolver", "resolvers",
	"master", "leader", "sentinel", "sentinels", "replicaof", "webhook",
	"url", "urls", "uri", "uris", "dsn",
}

// portal are those of them whose port is no port of the reader's own either: a
// program may well have a peer port, or one for its backend.
var portal = []string{"upstream", "target", "remote", "destination", "dest"}

// alone are names of flags and keys that say so if they are the whole name: more of
// a name turns its meaning, as in "server-port" and "PROXY_ADDR".
var alone = []string{"server", "proxy", "peer"}

// services are words for databases, caches and brokers that programs use. Left out
// are protocols that programs also speak as servers, such as smtp, ldap and otlp.
var services = []string{
	"database", "db", "postgres", "postgresql", "pg", "mysql", "mariadb", "mssql", "sqlserver", "redis", "valkey",
	"memcache", "memcached", "mongo", "mongodb", "kafka", "zookeeper", "rabbitmq", "amqp", "nats", "pulsar", "broker",
	"cassandra", "scylla", "clickhouse", "elasticsearch", "opensearch", "couchdb", "cockroachdb", "dynamodb", "influxdb",
	"neo4j", "etcd", "minio",
}

// kinds are words at the end of a name that say what sort of address it is.
var kinds = []string{"addr", "addrs", "address", "addresses", "host", "hosts", "hostname", "hostport", "hostports", "port", "ports", "ip", "server", "name"}

// variables are environment variables that say it otherwise.
var variables = map[string]Reader{
	// net/http.ProxyFromEnvironment, curl(1)
	"http_proxy": Connects, "https_proxy": Connects, "all_proxy": Connects, "ftp_proxy": Connects,
	"docker_host":       Connects, // docker(1)
	"buildkit_host":     Connects, // buildctl --help
	"consul_http_addr":  Connects, // developer.hashicorp.com/consul/commands
	"consul_grpc_addr":  Connects,
	"nomad_addr":        Connects, // developer.hashicorp.com/nomad/commands
	"vault_addr":        Connects, // developer.hashicorp.com/vault/docs/commands
	"pghost":            Uses,     // libpq, Environment Variables; the server reads PGPORT too
	"pghostaddr":        Uses,
	"pgport":            Uses,
	"mysql_tcp_port":    Uses,    // dev.mysql.com, Environment Variables
	"aspnetcore_urls":   Listens, // learn.microsoft.com, Configure endpoints for Kestrel
	"ollama_host":       Listens, // ollama serve --help
	"kubernetes_master": Connects,
}

// ReaderOfName tells what the reader does with the address in a variable, flag, field
// or key of that name: "DATABASE_URL", "--upstream", "Receivers.OTLP.Endpoint".
func ReaderOfName(name string) Reader {
	name = strings.Trim(name, "-")
	if r, ok := variables[strings.ToLower(name)]; ok {
		return r
	}
	words := wordsOf(name)
	if slices.ContainsFunc(words, isListening) {
		return Listens
	}
	if len(words) == 0 {
		return Unsaid
	}
	if len(words) == 1 && slices.Contains(alone, words[0]) || words[len(words)-1] == "peer" {
		return Connects
	}
	port := false
	for len(words) > 0 && slices.Contains(kinds, words[len(words)-1]) {
		port = port || strings.Contains(words[len(words)-1], "port")
		words = words[:len(words)-1]
	}
	switch {
	case len(words) == 0:
		return Unsaid
	case slices.Contains(services, words[len(words)-1]):
		return Uses
	case slices.Contains(portal, words[len(words)-1]), !port && slices.Contains(connecting, words[len(words)-1]):
		return Connects
	}
	return Unsaid
}

// nobody are words of names that say that nobody listens at an address.
var nobody = []string{"dead", "closed", "refused", "refusing", "unreachable", "unavailable", "nobody"}

// NamesNobody reports whether the name of a function or variable says that nobody listens
// at the address: "DeadAddr". One that is free is there to be bound.
func NamesNobody(name string) bool {
	return slices.ContainsFunc(wordsOf(name), func(word string) bool { return slices.Contains(nobody, word) })
}

func isListening(word string) bool {
	return strings.Contains(word, "listen") || strings.HasPrefix(word, "bind") || slices.Contains(listening, word)
}

// wordsOf returns the words of a name, in lower case: "redis", "addr" for
// "REDIS_ADDR", "redis-addr", "redis.addr" and "RedisAddr".
func wordsOf(name string) []string {
	var words []string
	runes, start := []rune(name), 0
	flush := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(string(runes[start:end])))
		}
		start = end
	}
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush(i)
			start = i + 1
		case i > start && unicode.IsUpper(r):
			ends := !unicode.IsUpper(runes[i-1])                                                // "redisAddr"
			begins := i+1 < len(runes) && unicode.IsLower(runes[i+1]) && !isPlural(runes[i+1:]) // "URLPath", but not "URLs"
			if ends || begins {
				flush(i)
			}
		}
	}
	flush(len(runes))
	return words
}

// isPlural reports whether what is left of a name begins with the s of "URLs".
func isPlural(rest []rune) bool {
	return rest[0] == 's' && (len(rest) == 1 || !unicode.IsLower(rest[1]))
}
