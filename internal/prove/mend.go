//go:build unix

package prove

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/sockvet/sockvet/internal/apply"
	"github.com/sockvet/sockvet/internal/output"
	"github.com/sockvet/sockvet/internal/prove/gotest"
	"github.com/sockvet/sockvet/internal/prove/outcome"
	"github.com/sockvet/sockvet/internal/prove/overlay"
)

// mend fixes what is proved, in copies of the files that are laid over the tree, and runs
// the tests again that have proved it.
func (j *job) mend(ctx context.Context, before *batch) error {
	var fixable []output.Finding
	for _, v := range j.result.Verdicts {
		if v.Outcome == outcome.Proved && v.Finding != nil {
			fixable = append(fixable, *v.Finding)
		}
	}
	changes, errs := apply.Plan(fixable, j.Sources)
	for _, err := range errs {
		j.problem(err.Error())
	}
	after, err := j.fixedBatch(before, changes)
	if err != nil {
		return err
	}
	if len(changes) > 0 {
		j.Progress("files with fixes: %d", len(changes))
		if err := after.run(ctx); err != nil {
			return err
		}
	}
	for i := range j.result.Verdicts {
		if v := &j.result.Verdicts[i]; v.Outcome == outcome.Proved && v.Finding != nil {
			v.Fix = after.helps(v, changes)
		}
	}
	return nil
}

// fixedBatch returns the batch of the packages whose tests have proved something, with
// changes made.
func (j *job) fixedBatch(before *batch, changes []*apply.Change) (*batch, error) {
	folder, err := j.subfolder("fixed")
	if err != nil {
		return nil, err
	}
	replace := map[string]string{}
	for i, c := range changes {
		copied := filepath.Join(folder, fmt.Sprintf("%d.go", i))
		if err := os.WriteFile(copied, c.After, 0o666); err != nil {
			return nil, err
		}
		replace[c.File] = copied
		for _, f := range c.Fixed { // under another name, if that is a symbolic link
			replace[f.Fix.Edits[0].File] = copied
		}
	}
	all, own := filepath.Join(folder, "all.json"), filepath.Join(folder, "own.json")
	if err := overlay.Extend(all, j.overlay, replace); err != nil {
		return nil, err
	}
	if err := overlay.Extend(own, "", replace); err != nil {
		return nil, err
	}
	b := &batch{job: j, runner: j.runner(all, folder), dirs: before.dirs, firsts: map[string]*gotest.Result{}}
	// Tests that build programs build them fixed, too.
	b.runner.Env = append(slices.Clone(b.runner.Env), strings.TrimSpace("GOFLAGS="+j.tools.flags+" -overlay="+own))
	b.paths, b.runner.Run = proving(j.result.Verdicts, b.runner.Run)
	return b, nil
}

// proving returns the packages whose tests have proved something, and the flag -run for
// these tests. A directory is proved by all.
func proving(verdicts []outcome.Verdict, run string) (paths []string, pattern string) {
	var tests []string
	for _, v := range verdicts {
		if v.Outcome != outcome.Proved {
			continue
		}
		if !slices.Contains(paths, v.Package) {
			paths = append(paths, v.Package)
		}
		if v.Proof == nil || v.Proof.Test == gotest.Main {
			tests = append(tests, "")
		} else if test := regexp.QuoteMeta(v.Proof.Test); !slices.Contains(tests, test) {
			tests = append(tests, test)
		}
	}
	if slices.Contains(tests, "") || run != "" {
		return paths, run
	}
	return paths, "^(" + strings.Join(tests, "|") + ")$"
}

// helps says whether the fix of a finding has helped.
func (b *batch) helps(v *outcome.Verdict, changes []*apply.Change) *outcome.Fix {
	applied := slices.ContainsFunc(changes, func(c *apply.Change) bool {
		return slices.ContainsFunc(c.Fixed, func(f output.Finding) bool {
			return f.Position == v.Finding.Position && f.Message == v.Finding.Message
		})
	})
	switch fix := v.Finding.Fix; {
	case fix == nil:
		return &outcome.Fix{State: outcome.NoFix, Reason: "no fix is suggested"}
	case fix.Refused != "":
		return &outcome.Fix{State: outcome.NoFix, Reason: "not applied: " + fix.Refused}
	case !applied:
		return &outcome.Fix{State: outcome.NoFix, Reason: "not applied: it overlaps with another"}
	}
	for _, p := range b.packages {
		if p.Path == v.Package {
			return b.matcher.Helps(v, p, b.firsts[p.Path])
		}
	}
	return &outcome.Fix{State: outcome.FixFails, Reason: "the tests don't compile with it"}
}
