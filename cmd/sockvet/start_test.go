package main_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestStartsSoon checks what go vet waits for in a process for each package: tables and
// regular expressions are made when they are asked for, and not before.
func TestStartsSoon(t *testing.T) {
	const most = 32 << 10 // bytes, of one package
	started := regexp.MustCompile(`(?m)^init (\S+) @.* (\d+) bytes`)
	out := run(t, ".", []string{"GODEBUG=inittrace=1"}, sockvet, "-V=full")
	all := started.FindAllStringSubmatch(out.stderr, -1)
	if len(all) == 0 {
		t.Fatalf("the runtime says nothing of the start:\n%s", out.stderr)
	}
	for _, m := range all {
		domain, _, _ := strings.Cut(m[1], "/")
		if !strings.Contains(domain, ".") && domain != "main" {
			continue // of the standard library, which is as it is
		}
		if n, err := strconv.Atoi(m[2]); err != nil || n > most {
			t.Errorf("%s takes %s bytes before main starts (%v)", m[1], m[2], err)
		}
	}
}

// TestNeedsNoLibraries checks that the command imports nothing that has it linked with the
// C library where there is a C compiler: that makes the start longer.
func TestNeedsNoLibraries(t *testing.T) {
	out := run(t, ".", nil, "go", "list", "-deps", ".")
	imports := strings.Fields(out.stdout)
	if !slices.Contains(imports, "go/types") {
		t.Fatalf("go list does not tell what the command imports:\n%s%s", out.stdout, out.stderr)
	}
	for _, path := range []string{"net", "os/user", "runtime/cgo"} {
		if slices.Contains(imports, path) {
			t.Errorf("the command imports %s", path)
		}
	}
}
