package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func (t *tools) golangciFind(m module, dir string) ([]finding, error) {
	out, err := t.runGolangci(m, dir, "--output.json.path=stdout", "--show-stats=false")
	if err != nil {
		return nil, err
	}
	var report struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		return nil, fmt.Errorf("%w in\n%s", err, out)
	}
	var all []finding
	for _, i := range report.Issues {
		f, err := golangciFinding(i.Text)
		if err != nil {
			return nil, err
		}
		if err := f.position(dir, fmt.Sprintf("%s:%d:%d", i.Pos.Filename, i.Pos.Line, i.Pos.Column)); err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// Have: check (category): message [step at line 1, step at file.go:2] https://...
// What is said of comments has neither steps nor a page.
var golangciText = regexp.MustCompile(`^(\w+) \((\w+)\): (.*?)(?: \[.* at .*\] https://\S+/docs/(\w+)\.md)?$`)

func golangciFinding(text string) (finding, error) {
	match := golangciText.FindStringSubmatch(text)
	if match == nil || match[1] != match[4] && (match[2] != "ignore" || match[4] != "") {
		return finding{}, fmt.Errorf("golangci-lint prints %q", text)
	}
	return finding{check: match[1], category: match[2], message: match[3]}, nil
}

func (t *tools) golangciFix(m module, dir string) error {
	_, err := t.runGolangci(m, dir, "--fix")
	return err
}

// runGolangci runs golangci-lint with the configuration in testdata, and the
// options of m in it.
func (t *tools) runGolangci(m module, dir string, args ...string) ([]byte, error) {
	config, err := t.golangciConfig(m)
	if err != nil {
		return nil, err
	}
	// A fixed version of a plugin under development would find old results.
	m.env = append(slices.Clone(m.env), "GOLANGCI_LINT_CACHE="+filepath.Join(t.tmp, "golangci-lint"))
	args = slices.Concat([]string{"run", "--config=" + config, "--path-mode=abs", "--allow-parallel-runners"}, args, m.patterns)
	return m.output(dir, []int{0, 1}, t.golangci, args...)
}

// golangciConfig writes a configuration and returns its name.
func (t *tools) golangciConfig(m module) (string, error) {
	var settings strings.Builder
	for option, value := range m.options {
		check, name, _ := strings.Cut(option, ".")
		fmt.Fprintf(&settings, "        settings: {%s: {%s: %s}}\n", check, name, value)
	}
	config := filepath.Join(t.tmp, m.name+".golangci.yml")
	return config, os.WriteFile(config, fmt.Appendf(nil, golangciConfig, &settings), 0o666)
}

const golangciConfig = `version: "2"
linters:
  default: none
  enable: [sockvet]
  settings:
    custom:
      sockvet:
        type: module
%sformatters:
  enable: [gofmt]
issues:
  max-issues-per-linter: 0
  max-same-issues: 0
`
