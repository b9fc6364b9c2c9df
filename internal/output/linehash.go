package output

import (
	"fmt"
	"unicode/utf16"
)

// GitHub tells by a hash whether a finding is one that it has seen before: a rolling
// hash over the characters from the beginning of the line, white space left out.
// These are its parameters, from github/codeql-action, src/fingerprints.ts. Its
// action warns of reports that have another hash than it would compute.
const (
	hashWindow = 100
	hashBase   = 37
	hashEnd    = 0xffff // stands behind the last character
)

// lineHashes returns the hash of each line of a file: the digits of the number, a
// colon, and how many lines so far have that number.
func lineHashes(content string) []string {
	h := &lineHasher{counts: map[uint64]int{}, leaving: 1}
	for range hashWindow {
		h.leaving *= hashBase
	}
	lineStart, afterCR := true, false
	for _, unit := range append(utf16.Encode([]rune(content)), hashEnd) {
		if unit == ' ' || unit == '\t' || unit == '\n' && afterCR {
			afterCR = false
			continue
		}
		afterCR = unit == '\r'
		if afterCR {
			unit = '\n'
		}
		h.emit()
		if lineStart {
			h.lines++
			h.starts[h.at] = h.lines
		}
		lineStart = unit == '\n'
		h.roll(unit)
	}
	for range hashWindow {
		h.emit()
		h.roll(0)
	}
	return h.hashes
}

// A lineHasher hashes the last hashWindow characters.
type lineHasher struct {
	hash    uint64
	leaving uint64 // the weight of the character that leaves the window
	window  [hashWindow]uint16
	starts  [hashWindow]int // the number of the line that starts at a place in the window, or 0
	at      int             // the oldest place in the window
	lines   int
	counts  map[uint64]int
	hashes  []string
}

// roll moves the window by one character.
func (h *lineHasher) roll(unit uint16) {
	h.hash = hashBase*h.hash + uint64(unit) - h.leaving*uint64(h.window[h.at])
	h.window[h.at] = unit
	h.at = (h.at + 1) % hashWindow
}

// emit notes the hash of the line that starts at the oldest place, if one does.
func (h *lineHasher) emit() {
	if h.starts[h.at] == 0 {
		return
	}
	h.starts[h.at] = 0
	h.counts[h.hash]++
	h.hashes = append(h.hashes, fmt.Sprintf("%x:%d", h.hash, h.counts[h.hash]))
}
