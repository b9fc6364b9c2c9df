package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func (t *tools) preCommitFind(m module, dir string) ([]finding, error) {
	out, err := t.preCommit(m, dir, "sockvet")
	if err != nil {
		return nil, err
	}
	return textFindings(dir, string(out))
}

func (t *tools) preCommitFix(m module, dir string) error {
	_, err := t.preCommit(m, dir, "sockvet-fix")
	return err
}

// preCommit makes a repository of dir, and runs a hook on all its files.
func (t *tools) preCommit(m module, dir, hook string) ([]byte, error) {
	head, err := m.output(t.hooks, []int{0}, "git", "rev-parse", "HEAD")
	if err != nil {
		return nil, err
	}
	config := fmt.Sprintf("repos: [{repo: %q, rev: %s, hooks: [{id: %s, args: [%s]}]}]\n",
		t.hooks, strings.TrimSpace(string(head)), hook, strings.Join(m.flags(), ", "))
	if err := os.WriteFile(filepath.Join(dir, ".pre-commit-config.yaml"), []byte(config), 0o666); err != nil {
		return nil, err
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A", "-f"}} {
		if _, err := m.output(dir, []int{0}, "git", args...); err != nil {
			return nil, err
		}
	}
	m.env = append(slices.Clone(m.env), "PRE_COMMIT_HOME="+filepath.Join(t.tmp, "pre-commit"))
	out, err := m.output(dir, []int{0, 1}, "pre-commit", "run", hook, "--all-files", "--verbose")
	if err == nil && !strings.Contains(string(out), "hook id: "+hook) {
		err = fmt.Errorf("pre-commit did not run the hook:\n%s", out)
	}
	return out, err
}

// Have: file.go:12:9: message (check)
var textFinding = regexp.MustCompile(`(?m)^(\S+:\d+:\d+): (.*) \((\w+)\)$`)

// textFindings returns the findings in what the command prints.
func textFindings(dir, text string) ([]finding, error) {
	var all []finding
	for _, match := range textFinding.FindAllStringSubmatch(text, -1) {
		f := finding{check: match[3], message: match[2]}
		if err := f.position(dir, match[1]); err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}
