package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A result is what was measured of a target.
type result struct {
	target   target
	findings int // before
	left     int // after; one fix may mend several
	fixes    int // that were applied
	refused  int // fixes that were not
	packages []*tested
	problems []string // what is worse with the fixes
	vet      bool     // go vet says nothing new
	gone     bool     // the findings that were fixed are gone, and there is no new one
}

// A tested is a package that a fix changes.
type tested struct {
	path          string // as in ./web
	before, after string // how its tests went, as test says
}

// A subject is the code that is measured, and what it is measured with.
type subject struct {
	target
	opts options
	root string // the module's folder
}

// measure applies the fixes to t and returns what came of it.
func measure(ctx context.Context, opts options, trees *trees, t target) (*result, error) {
	root, err := trees.checkout(ctx, t)
	if err != nil {
		return nil, err
	}
	s := &subject{t, opts, root}
	r := &result{target: t}
	before, err := s.check(ctx)
	if err != nil {
		return nil, err
	}
	r.findings, r.left = before.total(), before.total()
	diff, err := s.sockvet(ctx, "-diff")
	if err != nil || diff == "" {
		return r, err
	}
	for _, path := range changed(diff) {
		r.packages = append(r.packages, &tested{path: path})
	}
	vetted, err := s.vet(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := s.testBefore(ctx, r); err != nil {
		return nil, err
	}
	if err := s.fix(ctx, r, before); err != nil {
		return nil, err
	}
	return r, s.compare(ctx, r, vetted)
}

// check runs sockvet and returns its findings.
func (s *subject) check(ctx context.Context) (counts, error) {
	out, err := s.sockvet(ctx)
	return findings(out), err
}

// sockvet runs sockvet and returns what it prints. It is no error if some packages
// can't be checked, as the lists of repositories have such.
func (s *subject) sockvet(ctx context.Context, flags ...string) (string, error) {
	o, err := execute(ctx, s.root, s.opts.sockvet, s.args(flags, s.packages)...)
	if err == nil && o.code > 1 && o.stdout == "" {
		err = fmt.Errorf("sockvet: exit code %d: %s", o.code, firstLines(o.stderr))
	}
	return o.stdout, err
}

// args returns a command line for the packages.
func (s *subject) args(flags, packages []string) []string {
	return append(append(append([]string{}, flags...), s.flags...), packages...)
}

// fix applies the fixes, keeps the diff, and looks at what findings are left.
func (s *subject) fix(ctx context.Context, r *result, before counts) error {
	o, err := execute(ctx, s.root, s.opts.sockvet, s.args([]string{"-fix"}, s.packages)...)
	if err != nil {
		return err
	}
	r.fixes = applied(o.stdout)
	if r.refused, err = notApplied(o.stderr); err != nil {
		return err
	}
	diff, err := output(ctx, s.root, "git", "diff", "--relative", "--", "*.go")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(s.opts.out, s.name()+".diff"), []byte(diff), 0o644); err != nil {
		return err
	}
	left, err := s.check(ctx)
	if err != nil {
		return err
	}
	r.left = left.total()
	worse := left.beyond(before)
	if most := r.findings - r.fixes; r.left > most {
		worse = append(worse, fmt.Sprintf("%d findings are left, and not %d at most", r.left, most))
	}
	r.gone = len(worse) == 0
	r.problems = append(r.problems, worse...)
	return nil
}

// compare looks at what go vet and the tests say of the fixed packages.
func (s *subject) compare(ctx context.Context, r *result, vetted counts) error {
	now, err := s.vet(ctx, r)
	if err != nil {
		return err
	}
	worse := now.beyond(vetted)
	r.vet = len(worse) == 0
	r.problems = append(r.problems, worse...)
	for _, p := range r.packages {
		if p.before != passed {
			continue
		}
		if p.after, err = s.test(ctx, p.path, "after"); err != nil {
			return err
		}
		if p.after != passed {
			r.problems = append(r.problems, fmt.Sprintf("the tests of %s: %s", p.path, p.after))
		}
	}
	return nil
}

// vet returns what go vet says of the packages of r. What it can't compile is
// among that.
func (s *subject) vet(ctx context.Context, r *result) (counts, error) {
	var paths []string
	for _, p := range r.packages {
		paths = append(paths, p.path)
	}
	o, err := execute(ctx, s.root, "go", s.args([]string{"vet"}, paths)...)
	return complaints(o.stderr), err
}

func (s *subject) testBefore(ctx context.Context, r *result) error {
	for _, p := range r.packages {
		var err error
		if p.before, err = s.test(ctx, p.path, "before"); err != nil {
			return err
		}
	}
	return nil
}

// How the tests of a package went.
const (
	passed = "pass"
	failed = "fail"
	noTest = "none"    // there are no tests
	notRun = "not run" // it does not build, or took too long
)

// test runs the tests of a package, as often as the options say, until they fail.
// It keeps what they print if they fail.
func (s *subject) test(ctx context.Context, path, when string) (string, error) {
	args := s.args([]string{"test", "-count=1", "-timeout=" + s.opts.limit.String()}, []string{path})
	for range s.opts.runs {
		o, err := execute(ctx, s.root, "go", args...)
		if err != nil {
			return "", err
		}
		switch {
		case o.code == 0 && strings.Contains(o.stdout, "[no test files]"):
			return noTest, nil
		case o.code == 0:
			continue
		}
		log := fmt.Sprintf("%s%s.%s.log", s.name(), strings.ReplaceAll(strings.TrimPrefix(path, "."), "/", "+"), when)
		if err := os.WriteFile(filepath.Join(s.opts.out, log), []byte(o.stdout+o.stderr), 0o644); err != nil {
			return "", err
		}
		if strings.Contains(o.stdout, "[build failed]") || strings.Contains(o.stdout, "[setup failed]") || strings.Contains(o.stdout, "panic: test timed out") {
			return notRun, nil
		}
		return failed, nil
	}
	return passed, nil
}
