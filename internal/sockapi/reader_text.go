package sockapi

import (
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/pattern"
)

// maxBefore bounds how much of a text is looked at, from its end.
const maxBefore = 4096

// ReaderOfText tells what the reader of a text does with the address, or port, that
// comes after before: "DATABASE_URL=postgres://user@", "endpoint: ", "--server=localhost:".
// The text may be a setting of the environment, an argument, a configuration or a
// command of a shell.
func ReaderOfText(before string) Reader {
	before = before[max(0, len(before)-maxBefore):]
	rest, url := cutURL(before)
	if r := readerOfKey(rest); r != Unsaid {
		return r
	}
	if url || isCommandOfClient(rest) || dataSource().MatchString(before) {
		return Connects
	}
	return Unsaid
}

// ReaderWithin does so where the text after that is known too. It begins with what stands
// for the address: the verb of a format, or the action of a template.
func ReaderWithin(before, after string) Reader {
	before = before[max(0, len(before)-maxBefore):]
	if siteStart().MatchString(before) && siteEnd().MatchString(after[:min(len(after), maxBefore)]) {
		return Listens
	}
	return ReaderOfText(before)
}

// A site of a Caddyfile is an address that begins a line, before a brace: a server listens
// there. It may have a scheme and a path, and be one of several.
// Source: https://caddyserver.com/docs/caddyfile/concepts#addresses
var (
	siteStart = pattern.New(`(^|\n)[ \t]*([^\s{},]+,[ \t]*)*(https?://)?[^\s/"'{},]*$`)
	siteEnd   = pattern.New(`^(%(\[\d+\])?[dsv]|\{\{[^{}\n]*\}\})[^\s{}"',]*(,[ \t]*[^\s{},]+)*[ \t]+\{[ \t]*(\n|$)`)
)

// networks are schemes of addresses that are bound as well as dialled, and say nothing.
var networks = []string{"tcp", "tcp4", "tcp6", "udp", "udp4", "udp6", "tls", "ssl", "quic", "grpc", "unix", "fd"}

var (
	// urlStart is the beginning of a URL, up to its host or its port. Its scheme may be
	// unknown.
	urlStart = pattern.New(`([A-Za-z][A-Za-z0-9+.-]*|):///?[^\s/"'<>]*$`)
	// hostStart is a host, where the port comes next.
	hostStart = pattern.New(`(^|[=\s"'@,([{])([\w-]+(\.[\w-]+)+|localhost|%[sv]|\[[^\]]*\])?:$`)
	// quotedKey is a key of JSON, whose colon follows its quote.
	quotedKey = pattern.New(`\w["']:$`)
	// dataSource is the beginning of a data source name: of Go's MySQL driver, or of libpq.
	dataSource = pattern.New(`@tcp\([^\s()]*$|(^|[\s"'])host=\S+ port=$`)
	// key is the name of what comes next, and what separates them. The value may be quoted,
	// or the first of a list.
	key = pattern.New(`([\w.-]+)(["']?\s*[=:]|\s)[\s"'` + "`" + `\[({-]*$`)
)

// cutURL takes the beginning of a URL, or a host, off the end of before. It reports
// whether that is a URL which clients are given.
func cutURL(before string) (rest string, url bool) {
	if m := urlStart().FindStringSubmatchIndex(before); m != nil {
		return before[:m[0]], !slices.Contains(networks, strings.ToLower(before[m[2]:m[3]]))
	}
	if m := hostStart().FindStringSubmatchIndex(before); m != nil && !quotedKey().MatchString(before) {
		return before[:m[3]], false
	}
	return before, false
}

// readerOfKey tells by the key that text ends with. What it is below, in YAML, JSON or
// TOML, counts too.
func readerOfKey(text string) Reader {
	m := key().FindStringSubmatchIndex(text)
	if m == nil {
		return Unsaid
	}
	name, before := text[m[2]:m[3]], text[:m[2]]
	separated := strings.ContainsAny(text[m[4]:m[5]], "=:")
	first := strings.TrimSpace(before[strings.LastIndexAny(before, "\n;{")+1:]) == ""
	if !separated && !first && !strings.HasPrefix(name, "-") {
		return Unsaid
	}
	keys := enclosing(before)
	if slices.ContainsFunc(keys, func(key string) bool { return ReaderOfName(key) == Listens }) {
		return Listens
	}
	r := ReaderOfName(name)
	if r == Unsaid && len(keys) > 0 {
		return ReaderOfName(keys[len(keys)-1] + "." + name)
	}
	return r
}

var (
	section   = pattern.New(`(?m)^\s*\[+([\w.-]+)\]+\s*$`)            // of TOML
	objectKey = pattern.New(`([\w.-]+)["']?\s*[:=]?\s*\[?\s*$`)       // what a brace belongs to
	blockKey  = pattern.New(`^(\s*(?:- )?)["']?([\w./-]+)["']?:\s*$`) // what lines further in belong to
)

// enclosing returns the keys that the end of text is below, from the outside in.
func enclosing(text string) []string {
	var keys []string
	open := 0
	for i := len(text) - 1; i >= 0; i-- {
		switch text[i] {
		case '}':
			open++
		case '{':
			if open--; open >= 0 {
				continue
			}
			open = 0
			if m := objectKey().FindStringSubmatch(text[:i]); m != nil {
				keys = append(keys, m[1])
			}
		}
	}
	lines := strings.Split(text, "\n")
	indent := len(lines[len(lines)-1]) - len(strings.TrimLeft(lines[len(lines)-1], " -"))
	for i := len(lines) - 2; i >= 0 && indent > 0; i-- {
		if m := blockKey().FindStringSubmatch(lines[i]); m != nil && len(m[1]) < indent {
			keys = append(keys, m[2])
			indent = len(m[1])
		}
	}
	if all := section().FindAllStringSubmatch(text, -1); all != nil {
		keys = append(keys, all[len(all)-1][1])
	}
	slices.Reverse(keys)
	return keys
}

// isCommandOfClient reports whether text ends within a command of a shell whose
// program is a client.
func isCommandOfClient(text string) bool {
	words := strings.Fields(text[strings.LastIndexAny(text, "\n;&|(`")+1:])
	for len(words) > 1 && (words[0] == "!" || strings.Contains(words[0], "=")) {
		words = words[1:]
	}
	return len(words) > 1 && IsClient(words[0], words[1:])
}
