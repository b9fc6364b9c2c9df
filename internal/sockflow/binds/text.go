package binds

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A Text is one of the addresses that can reach a bind: pieces, one after the other.
type Text struct {
	Parts []Part
	Where token.Pos   // where the code spells it, or puts it together
	Way   []token.Pos // the calls through which it gets to the bind, or through which it is had
}

// A Part is a piece of an address.
type Part struct {
	Kind    Kind
	Text    string      // of Known; of Above, the number; of Random, what draws it
	Tests   []string    // of TestDir and TestName: the names of the tests that get it, "" of one that is not known
	Where   token.Pos   // as of a Text: of a piece that was put together of several, where the last of them is from
	Way     []token.Pos // the same
	Retried bool        // of a port: if it cannot be bound, another one is, or it is tried again

	calls []ssa.Instruction // the bind, and the calls on the way
}

// A Kind says what is known of a piece.
type Kind uint8

const (
	Unknown  Kind = iota // nothing
	Known                // its text
	Random               // it is a number that is drawn at random, or made of a clock, a hash or the like
	Picked               // it is a port that the kernel chose
	Beside               // it is a number that is so much more or less than such a port
	Above                // it is a number that is more than a known one
	TempRoot             // it is the directory for temporary files, as os.TempDir returns it
	TestDir              // it is a directory that testing.T.TempDir made
	TestName             // it is the name of a test
	Fresh                // it is a directory that nobody else has: os.MkdirTemp made it
	Told                 // it is what callers pass, of whom none is in sight
)

// Constant returns the text of t if all of it is known.
func (t Text) Constant() (string, bool) {
	if len(t.Parts) == 1 && t.Parts[0].Kind == Known {
		return t.Parts[0].Text, true
	}
	return "", len(t.Parts) == 0
}

// Starts returns the kind of the first piece, and its text if it is known.
func (t Text) Starts() (Kind, string) {
	if len(t.Parts) == 0 {
		return Known, ""
	}
	return t.Parts[0].Kind, t.Parts[0].Text
}

// Has reports whether t has a piece of one of the kinds.
func (t Text) Has(kinds ...Kind) bool {
	return slices.ContainsFunc(t.Parts, func(p Part) bool { return slices.Contains(kinds, p.Kind) })
}

// String returns t with the names of functions in place of what they yield, for people.
func (t Text) String() string {
	var text strings.Builder
	for _, p := range t.Parts {
		text.WriteString(p.String())
	}
	return text.String()
}

// String returns the piece, for people.
func (p Part) String() string {
	switch p.Kind {
	case Known:
		return p.Text
	case Random:
		return "{random}"
	case Picked:
		return "{picked}"
	case Beside:
		return "{beside a port}"
	case Above:
		return "{above " + p.Text + "}"
	case TempRoot:
		return "{os.TempDir}"
	case TestDir:
		return "{TempDir of " + p.tests() + "}"
	case TestName:
		return "{name of " + p.tests() + "}"
	case Fresh:
		return "{new directory}"
	case Told:
		return "{told}"
	}
	return "{?}"
}

// tests names the tests of a piece.
func (p Part) tests() string {
	names := slices.Clone(p.Tests)
	for i, name := range names {
		if name == "" {
			names[i] = "a test"
		}
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ", ")
}

// isRooted reports whether t begins as a path in the file system does.
func (t Text) isRooted() bool {
	switch kind, text := t.Starts(); kind {
	case Known:
		return strings.HasPrefix(text, "/")
	case TempRoot, TestDir, Fresh:
		return true
	}
	return false
}

// followedBy returns the text of t and u, in a row.
func (t Text) followedBy(u Text, where token.Pos) Text {
	return Text{Parts: joined(t.Parts, u.Parts), Where: where, Way: union(t.Way, u.Way)}
}

// joined returns the pieces of a and b, in a row.
func joined(a, b []Part) []Part {
	all := slices.Clone(a)
	for _, p := range b {
		if p.Kind == Known && p.Text == "" {
			continue
		}
		if last := len(all) - 1; p.Kind == Known && last >= 0 && all[last].Kind == Known {
			all[last].Text += p.Text
			all[last].Where, all[last].Way, all[last].calls = p.Where, p.Way, p.calls
		} else {
			all = append(all, p)
		}
	}
	return all
}

// union returns what is in a or in b.
func union(a, b []token.Pos) []token.Pos {
	all := slices.Clone(a)
	for _, pos := range b {
		if !slices.Contains(all, pos) {
			all = append(all, pos)
		}
	}
	return all
}

// slashed returns t and u as filepath.Join puts them together, with a slash between them and
// no other. It is unknown if elements say to go up.
func slashed(t, u Text, where token.Pos) Text {
	if text, ok := t.Constant(); ok && text == "" {
		return u
	}
	if text, ok := u.Constant(); ok && (text == "" || text == ".") {
		return t
	}
	a, b := slices.Clone(t.Parts), slices.Clone(u.Parts)
	if last := len(a) - 1; a[last].Kind == Known {
		a[last].Text = strings.TrimRight(a[last].Text, "/")
	}
	if b[0].Kind == Known {
		b[0].Text = strings.TrimLeft(b[0].Text, "/")
	}
	slash := []Part{{Kind: Known, Text: "/"}}
	return Text{Parts: joined(joined(a, slash), b), Where: where, Way: union(t.Way, u.Way)}
}

// mapped returns t with what f makes of each piece that is known.
func (t Text) mapped(f func(string) string) Text {
	var parts []Part
	for _, p := range t.Parts {
		if p.Kind == Known {
			p.Text = f(p.Text)
		}
		parts = joined(parts, []Part{p})
	}
	t.Parts = parts
	return t
}

// without returns t without prefix, if it begins with it.
func (t Text) without(prefix string) Text {
	if kind, text := t.Starts(); kind == Known && strings.HasPrefix(text, prefix) {
		head := t.Parts[0]
		head.Text = text[len(prefix):]
		t.Parts = joined(joined(nil, []Part{head}), t.Parts[1:])
	}
	return t
}
