package apply

import (
	"bytes"
	"go/format"
)

// formatted returns after as gofmt formats it, if before was formatted so.
func formatted(before, after []byte) []byte {
	if result, err := format.Source(before); err != nil || !bytes.Equal(result, before) {
		return after
	}
	result, err := format.Source(after)
	if err != nil {
		return after // it parses, as the caller knows, and so is right as it is
	}
	return result
}

var lf, crlf = []byte("\n"), []byte("\r\n")

// endsWithCRLF reports whether all lines of text end as on Windows.
func endsWithCRLF(text []byte) bool {
	n := bytes.Count(text, crlf)
	return n > 0 && n == bytes.Count(text, lf) && n == bytes.Count(text, []byte("\r"))
}

func toLF(text []byte) []byte { return bytes.ReplaceAll(text, crlf, lf) }

func toCRLF(text []byte) []byte { return bytes.ReplaceAll(text, lf, crlf) }
