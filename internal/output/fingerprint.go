package output

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// fingerprints returns, for each finding, what tells it apart from all others and
// stays the same when code moves: a hash of the check, the category, the file and
// the text of the line. Of findings that share all that, the second and those that
// follow have a number in it.
func fingerprints(r *Report) []string {
	texts := newTexts(r)
	var marks []string
	seen := map[string]int{}
	for _, f := range r.Findings {
		name, _ := r.name(f.Position.Filename)
		line := texts.file(f.Position.Filename).line(f.Position.Line)
		key := strings.Join([]string{f.Check, f.Category, name, strings.Join(strings.Fields(line), " ")}, "\x00")
		seen[key]++
		if n := seen[key]; n > 1 {
			key += fmt.Sprint("\x00", n)
		}
		hash := sha256.Sum256([]byte(key))
		marks = append(marks, hex.EncodeToString(hash[:16]))
	}
	return marks
}
