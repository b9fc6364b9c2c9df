package gate

import (
	"bytes"
	"unicode/utf8"

	"github.com/sockvet/sockvet/internal/pattern"
)

// carries reports whether text declares a function that may carry an address
// from its operands to its results for other packages: it is exported, its head
// speaks of ports or addresses, and there is a result that can hold one. A
// package of a getter such as
//
//	func (c *Config) HTTPPort() int
//
// binds nothing, but without its fact the port is lost on the way from the
// packages that set it to those that bind it.
func carries(text []byte) bool {
	for {
		_, rest, found := bytes.Cut(text, []byte("\nfunc "))
		if !found {
			return false
		}
		text = rest
		head, _, _ := bytes.Cut(text, []byte("{"))
		if exported(head) && ofAddress(head) && holdsAddress(results(head)) {
			return true
		}
	}
}

// exported reports whether the head may be that of a function or method whose
// name begins with a capital.
func exported(head []byte) bool {
	if bytes.HasPrefix(head, []byte("(")) {
		_, head, _ = bytes.Cut(head, []byte(")"))
	}
	head = bytes.TrimSpace(head)
	return len(head) > 0 && ('A' <= head[0] && head[0] <= 'Z' || head[0] >= utf8.RuneSelf)
}

// ofAddress reports whether a name speaks of ports or addresses: in the middle
// of a name the word has a capital.
func ofAddress(head []byte) bool {
	for _, word := range addressWords {
		for i := 0; ; i++ {
			next := bytes.Index(head[i:], word)
			if next < 0 {
				break
			}
			i += next
			if word[0] < 'a' || i == 0 || !inIdentifier[head[i-1]] {
				return true
			}
		}
	}
	return false
}

var addressWords = [][]byte{
	[]byte("Port"), []byte("Addr"), []byte("Endpoint"), []byte("Sock"),
	[]byte("port"), []byte("addr"), []byte("endpoint"), []byte("sock"),
}

// results returns the end of a function's head that has the types of its
// results, or more if it is none that is easy to read.
func results(head []byte) []byte {
	head = bytes.TrimSpace(head)
	if !bytes.HasSuffix(head, []byte(")")) {
		return head[bytes.LastIndexByte(head, ')')+1:]
	}
	start := opening(head)
	if start > 0 && bytes.HasSuffix(bytes.TrimSpace(head[:start]), []byte(")")) {
		return head[start:]
	}
	if start > 0 {
		return nil // the list is that of the parameters
	}
	return head
}

// opening returns the index of the parenthesis that the last byte closes, or -1.
func opening(text []byte) int {
	depth := 0
	for i := len(text) - 1; i >= 0; i-- {
		switch text[i] {
		case ')':
			depth++
		case '(':
			depth--
		}
		if depth == 0 {
			return i
		}
	}
	return -1
}

// holdsAddress reports whether one of the types can hold an address: one of the
// universe but for errors and booleans, one of the package's own, or one that
// is made for addresses. Other packages' types are other business.
func holdsAddress(types []byte) bool {
	for _, m := range typeName().FindAllSubmatch(types, -1) {
		switch pkg, name := string(m[1]), string(m[2]); {
		case pkg == "net." || pkg == "netip." || pkg == "url.":
			return true
		case pkg == "" && name != "error" && name != "err" && name != "bool" && name != "ok":
			return true
		}
	}
	return false
}

// typeName matches the name of a type, or of a result, with its qualifier.
var typeName = pattern.New(`([\pL_][\pL\pN_]*\.)?([\pL_][\pL\pN_]*)`)
