// Package plain makes text harmless that others wrote: names and pieces of source
// code in messages, names of files, words of the compiler that quote code. Whoever
// prints such text to a terminal or to the log of a CI job gets characters that can be
// seen, in the lines that were meant, and no commands.
//
// What can't be seen is shown as Go would write it in a string: \x1b, \u202e. There
// is no way back, since a backslash stays one; the result is for people.
package plain

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text returns text as a part of one line.
func Text(text string) string { return escape(text, "") }

// Line returns text as a whole line, without an end, that may have tabs.
//
// A line of a log that begins with two colons, after white space or none, is a
// command to GitHub's runner (actions/runner, src/Runner.Common/ActionCommand.cs).
func Line(text string) string {
	text = escape(text, "\t")
	rest := strings.TrimLeft(text, " \t")
	if strings.HasPrefix(rest, "::") {
		return text[:len(text)-len(rest)] + `\x3a` + rest[1:]
	}
	return text
}

// Lines returns text as lines, ended as they are by \n or \r\n.
func Lines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		body := strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if !strings.HasSuffix(line, "\n") {
			body = line
		}
		b.WriteString(Line(body))
		b.WriteString(line[len(body):])
	}
	return b.String()
}

// escape shows what in text can't be seen, but for the characters of keep. It also
// breaks up what GitHub's runner takes for the beginning of a command anywhere in a
// line.
func escape(text, keep string) string {
	var b strings.Builder
	done := 0 // so much of text is in b
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		broken := r == utf8.RuneError && size == 1
		if (broken || !Visible(r)) && !strings.ContainsRune(keep, r) {
			quoted := strconv.QuoteToASCII(text[i : i+size])
			b.WriteString(text[done:i])
			b.WriteString(quoted[1 : len(quoted)-1])
			done = i + size
		}
		i += size
	}
	if done > 0 {
		b.WriteString(text[done:])
		text = b.String()
	}
	return strings.ReplaceAll(text, "##[", `#\x23[`)
}

// Visible reports whether a character shows as what it is: not one that controls
// something, a space other than that of ASCII, or one that programs may leave out,
// which would let them find a command in what is none.
func Visible(r rune) bool {
	return ' ' <= r && r < 0x7f || strconv.IsPrint(r) &&
		!unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}
