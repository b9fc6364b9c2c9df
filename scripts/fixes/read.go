package main

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// counts says how often something was said, without the line numbers, which a
// fix moves.
type counts map[string]int

func (c counts) total() int {
	n := 0
	for _, count := range c {
		n += count
	}
	return n
}

// beyond returns what c has and before has not, or not so often.
func (c counts) beyond(before counts) []string {
	var more []string
	for _, text := range slices.Sorted(maps.Keys(c)) {
		if c[text] > before[text] {
			more = append(more, text)
		}
	}
	return more
}

var (
	// findingLine is a finding of sockvet; what belongs to it is indented.
	findingLine = regexp.MustCompile(`^[^\s:]+:\d+:\d+: `)
	fixedLine   = regexp.MustCompile(`^fixed: [^\s:]+:\d+:\d+: `)
	refusedLine = regexp.MustCompile(`^sockvet: (\d+) fix(?:es)? not applied: `)
	changedLine = regexp.MustCompile(`^\+\+\+ b/(\S+)`)
	place       = regexp.MustCompile(`:\d+(:\d+)?`)
)

// findings returns the findings in what sockvet prints.
func findings(text string) counts {
	c := counts{}
	for line := range strings.Lines(text) {
		if findingLine.MatchString(line) {
			c[place.ReplaceAllString(strings.TrimSpace(line), "")]++
		}
	}
	return c
}

// applied returns how many fixes sockvet -fix says that it applied.
func applied(text string) int {
	n := 0
	for line := range strings.Lines(text) {
		if fixedLine.MatchString(line) {
			n++
		}
	}
	return n
}

// notApplied returns how many fixes sockvet -fix says that it did not apply.
func notApplied(text string) (int, error) {
	n := 0
	for line := range strings.Lines(text) {
		if f := refusedLine.FindStringSubmatch(line); f != nil {
			count, err := strconv.Atoi(f[1])
			if err != nil {
				return 0, err
			}
			n += count
		}
	}
	return n, nil
}

// changed returns the folders of the files that a diff changes, as the go command
// wants them.
func changed(diff string) []string {
	var dirs []string
	for line := range strings.Lines(diff) {
		if f := changedLine.FindStringSubmatch(line); f != nil {
			dirs = append(dirs, "./"+path.Dir(f[1]))
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// complaints returns what go vet prints.
func complaints(text string) counts {
	c := counts{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "go: ") {
			continue // the package that follows, or a download
		}
		c[place.ReplaceAllString(line, "")]++
	}
	return c
}
