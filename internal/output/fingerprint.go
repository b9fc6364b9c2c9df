package output

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// fingerprints returns, for each finding, what tells it apart from all others and
// stays the same when code moves: a hash of the check, the category, the file and
// the text of the line. Of findings that share all that, the second and those that
// follow have a number in it.
func fingerprints(r *Report, texts *texts) []string {
	var marks []string
	seen := map[string]int{}
	for _, f := range r.Findings {
		name, _ := r.name(f.Position.Filename)
		line := texts.file(f.Position.Filename).line(f.Position.Line)
		parts := []string{f.Check, f.Category, name, strings.Join(strings.Fields(line), " ")}
		mark := fingerprint(parts...)
		seen[mark]++
		if n := seen[mark]; n > 1 {
			mark = fingerprint(append(parts, strconv.Itoa(n))...)
		}
		marks = append(marks, mark)
	}
	return marks
}

// fingerprint returns a hash of texts.
func fingerprint(parts ...string) string {
	hash := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(hash[:16])
}
