package main

import (
	"fmt"
	"os"
	"strings"
)

// differentGolden says in what the findings differ from those in a file; "" if in
// nothing. It has a line for each, FILE:LINE: CATEGORY: and how the message begins,
// and lines that begin with # for readers.
func differentGolden(path string, got []finding) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	var want []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			want = append(want, line)
		}
	}
	sortFindings(got)
	var different strings.Builder
	for i := range max(len(want), len(got)) {
		line, begin := "nothing", "nothing"
		if i < len(got) {
			f := got[i]
			line = fmt.Sprintf("%s:%d: %s: %s", f.file, f.line, f.category, f.message)
		}
		if i < len(want) {
			begin = want[i]
		}
		if !strings.HasPrefix(line, begin) {
			fmt.Fprintf(&different, "want: %s\ngot:  %s\n", begin, line)
		}
	}
	return different.String(), nil
}
