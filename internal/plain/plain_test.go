package plain_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/plain"
)

func TestLine(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", `port of l["a\x1b"] is größer 😀 世界`, `port of l["a\x1b"] is größer 😀 世界`},
		{"escape", "\x1b[31mred\x1b[0m", `\x1b[31mred\x1b[0m`},
		{"controls", "a\a\b\f\v\x00\x7f", `a\a\b\f\v\x00\x7f`},
		{"C1", "a\u0085\u009b31m", `a\u0085\u009b31m`},
		{"ends of lines", "a\nb\rc\u2028d\u2029e", `a\nb\rc\u2028d\u2029e`},
		{"bidi", "a\u202eb\u2066c\u200fd", `a\u202eb\u2066c\u200fd`},
		{"invisible", "a\u200bb\u00adc\ufeffd\u3164e\ufe0ff\U000e0041", `a\u200bb\u00adc\ufeffd\u3164e\ufe0ff\U000e0041`},
		{"spaces", "a\u00a0b\u3000c d", `a\u00a0b\u3000c d`},
		{"no UTF-8", "a\xff\xc3b\ufffd", `a\xff\xc3b` + "\ufffd"},
		{"tab", "\ta\tb", "\ta\tb"},
		{"command", "::error::x", `\x3a:error::x`},
		{"indented command", " \t ::error::x", " \t " + `\x3a:error::x`},
		{"hidden command", "\u200b::error::x", `\u200b::error::x`},
		{"no command", "a::b: c::d", "a::b: c::d"},
		{"one colon", ":a", ":a"},
		{"old command", "a ##[error]b ###[x]", `a #\x23[error]b ##\x23[x]`},
		{"hidden old command", "a #\u200b#[error]b", `a #\u200b#[error]b`},
		{"headings", "## a # [b]", "## a # [b]"},
		{"empty", "", ""},
	}
	for _, test := range tests {
		if got := plain.Line(test.text); got != test.want {
			t.Errorf("%s: Line(%q) = %q, want %q", test.name, test.text, got, test.want)
		}
	}
}

func TestText(t *testing.T) {
	if got, want := plain.Text("::a\tb\nc"), `::a\tb\nc`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLines(t *testing.T) {
	text := "a\tb\r\n\n::c\r\r\n\td\re\n ::f"
	want := "a\tb\r\n\n" + `\x3a:c\r` + "\r\n\t" + `d\re` + "\n " + `\x3a:f`
	if got := plain.Lines(text); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := plain.Lines("a\r"); got != `a\r` {
		t.Errorf("the end of a line that is not there is %q", got)
	}
}

// FuzzLine has any text come out as a line of its own that nobody takes for a
// command, and that stays when it is treated again.
func FuzzLine(f *testing.F) {
	f.Add("::error::a\nb\x1b\u202e##[c]")
	f.Fuzz(func(t *testing.T, text string) {
		line := plain.Line(text)
		if !utf8.ValidString(line) || strings.ContainsFunc(line, hidden) {
			t.Errorf("%q has characters that can't be seen", line)
		}
		if strings.HasPrefix(strings.TrimLeftFunc(line, unicode.IsSpace), "::") || strings.Contains(line, "##[") {
			t.Errorf("%q is a command", line)
		}
		if again := plain.Line(line); again != line {
			t.Errorf("%q becomes %q", line, again)
		}
	})
}

func hidden(r rune) bool {
	return r != '\t' && (unicode.Is(unicode.C, r) || unicode.Is(unicode.Z, r) && r != ' ')
}

func TestWriter(t *testing.T) {
	var got strings.Builder
	w := plain.NewWriter(&got)
	for _, part := range []string{"one\n:", ":two\nö"[:6], "ö\x1b\n:"[1:], ":", "rest"} {
		if n, err := w.Write([]byte(part)); n != len(part) || err != nil {
			t.Fatal(n, err)
		}
	}
	lines := "one\n" + `\x3a:two` + "\nö" + `\x1b` + "\n"
	if got.String() != lines {
		t.Errorf("got %q, want %q", got.String(), lines)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if want := lines + `\x3a:rest`; got.String() != want {
		t.Errorf("got %q, want %q", got.String(), want)
	}
}

func TestWriterFails(t *testing.T) {
	reader, pipe := io.Pipe()
	gone := errors.New("gone")
	reader.CloseWithError(gone)
	w := plain.NewWriter(pipe)
	if _, err := io.WriteString(w, "line\nrest"); !errors.Is(err, gone) {
		t.Errorf("got error %v, want %v", err, gone)
	}
	if err := w.Flush(); !errors.Is(err, gone) {
		t.Errorf("got error %v, want %v", err, gone)
	}
}

func TestPass(t *testing.T) {
	const bad, good = "a\x1b\n##[b]", `a\x1b\n#\x23[b]`
	var got analysis.Diagnostic
	pass := plain.Pass(&analysis.Pass{Report: func(d analysis.Diagnostic) { got = d }})
	edits := []analysis.TextEdit{{NewText: []byte(bad)}}
	given := analysis.Diagnostic{
		Pos:            7,
		Message:        bad,
		Related:        []analysis.RelatedInformation{{Pos: 8, Message: bad}},
		SuggestedFixes: []analysis.SuggestedFix{{Message: bad, TextEdits: edits}},
	}
	pass.Report(given)
	if got.Pos != 7 || got.Message != good || got.Related[0].Pos != 8 || got.Related[0].Message != good || got.SuggestedFixes[0].Message != good {
		t.Errorf("got %+v", got)
	}
	if string(got.SuggestedFixes[0].TextEdits[0].NewText) != bad {
		t.Errorf("the fix writes %q, want %q", got.SuggestedFixes[0].TextEdits[0].NewText, bad)
	}
	if given.Related[0].Message != bad || given.SuggestedFixes[0].Message != bad {
		t.Errorf("the diagnostic has changed to %+v", given)
	}
}
