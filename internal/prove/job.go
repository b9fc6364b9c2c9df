//go:build unix

package prove

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/sockvet/sockvet/internal/prove/gotest"
	"github.com/sockvet/sockvet/internal/prove/holder"
	"github.com/sockvet/sockvet/internal/prove/leftover"
	"github.com/sockvet/sockvet/internal/prove/outcome"
	"github.com/sockvet/sockvet/internal/prove/overlay"
)

// A job is a run of Run.
type job struct {
	*Options
	folder  string
	overlay string // the file for -overlay
	tools   *toolchain
	holder  *holder.Holder
	matcher *outcome.Matcher
	temp    map[string]bool // what was in the folder for temporary files
	asked   []string        // the folders of the packages that were asked for
	result  *Result
}

// prepare writes the overlay and begins to listen.
func (j *job) prepare(ctx context.Context) (err error) {
	if j.tools, err = findToolchain(ctx, j.Dir, j.folder); err != nil {
		return err
	}
	roots := outcome.Roots{Go: j.tools.Root, Modules: j.tools.modules}
	j.result.Go, j.result.Roots = j.tools.Version, roots
	j.matcher = outcome.NewMatcher(j.Findings, roots)
	toldOfDirs := false
	for _, f := range j.Findings {
		toldOfDirs = toldOfDirs || f.Check == "sockdir"
	}
	if !toldOfDirs {
		j.temp = leftover.Temp()
	}
	folder, err := j.subfolder("overlay")
	if err != nil {
		return err
	}
	if j.overlay, err = overlay.Write(folder, j.tools.Go, toldOfDirs); err != nil {
		return err
	}
	j.holder, err = holder.Listen(j.folder, holder.Options{Hold: j.Hold, Cap: j.Cap, Wide: j.Wide})
	return err
}

func (j *job) subfolder(name string) (string, error) {
	folder := filepath.Join(j.folder, name)
	return folder, os.Mkdir(folder, 0o777)
}

// runner returns one for an overlay, which keeps its files in a folder.
func (j *job) runner(overlay, folder string) *gotest.Runner {
	flags := append([]string{"-overlay=" + overlay, "-vet=off", "-trimpath=false"}, j.Build...)
	return &gotest.Runner{
		Go: j.tools.command, Dir: j.Dir, Env: j.tools.env, Flags: append(flags, j.Test...), Run: j.Options.Run,
		Self: j.Self, Folder: folder, Holder: j.holder.Path(), Wide: j.Wide, Log: j.Log, Stderr: j.Stderr,
	}
}

// judge matches the findings with what the tests have shown, and, where something has none,
// those of the packages whose code that is.
func (j *job) judge(packages []*outcome.Package) {
	j.result.Packages = packages
	j.result.Verdicts = j.matcher.Verdicts(packages)
	dirs := slices.DeleteFunc(j.matcher.Beyond(j.result.Verdicts), func(dir string) bool { return slices.Contains(j.asked, dir) })
	if len(dirs) == 0 {
		return
	}
	findings, sources, err := j.Beyond(dirs)
	if err != nil {
		j.problem(err.Error())
		return
	}
	j.matcher.Add(findings)
	maps.Copy(j.Sources, sources)
	j.result.Verdicts = j.matcher.Verdicts(packages)
}

func (j *job) problem(text string) { j.result.Problems = append(j.result.Problems, text) }

// sweep returns the directories that a run has left, and removes them.
func (j *job) sweep(events []holder.Event) []leftover.Dir {
	left := leftover.Find(events, j.temp)
	for _, err := range leftover.Remove(left) {
		j.problem(err.Error())
	}
	return left
}
