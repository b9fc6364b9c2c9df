package sockapi

import (
	"slices"
	"strings"
)

// cliently and serverly are ends of words in the names of types, packages and methods
// that are, or configure, something that connects, or something that listens.
var (
	cliently = []string{"client", "exporter", "dialer", "producer", "publisher", "consumer", "subscriber", "sender", "scraper", "reporter", "forwarder", "upstream", "pusher"}
	serverly = []string{"server", "listener", "receiver", "daemon"}
)

// starting are words in the names of methods that make something listen.
var starting = []string{"start", "run", "serve", "listen", "launch", "bind", "boot", "up"}

// ReaderOfCode tells by a name in code, of a type, package or method, what it does with
// an address that it is given: "ClientConfig", "otlpexporter", "ServerOptions".
func ReaderOfCode(name string) Reader {
	words := wordsOf(name)
	ends := func(list []string) bool {
		return slices.ContainsFunc(words, func(word string) bool {
			return slices.ContainsFunc(list, func(end string) bool { return strings.HasSuffix(word, end) })
		})
	}
	switch {
	case ends(serverly), slices.ContainsFunc(words, isListening):
		return Listens
	case ends(cliently):
		return Connects
	}
	return Unsaid
}

// IsStarting reports whether a method of that name makes something run that listens, if
// it ever does.
func IsStarting(method string) bool {
	return slices.ContainsFunc(wordsOf(method), func(word string) bool { return slices.Contains(starting, word) })
}
