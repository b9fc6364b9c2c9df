package load

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/unit"
)

// A listed is a package as go list -json prints it.
type listed struct {
	ImportPath string // an ID, see unit.Package
	Dir        string
	ForTest    string // import path of the package whose test this variant is for
	Export     string // file of export data; "" if the package does not compile
	BuildID    string // of what the compiler made of it: a hash of all that went in, a slash, and one of what came out
	Standard   bool
	DepOnly    bool
	Module     *module

	GoFiles, CgoFiles                          []string // as the user wrote them
	CompiledGoFiles                            []string // as the compiler gets them; none if imports don't compile
	CFiles, CXXFiles, MFiles, HFiles, FFiles   []string
	SFiles, SwigFiles, SwigCXXFiles, SysoFiles []string
	IgnoredGoFiles, IgnoredOtherFiles          []string
	TestGoFiles                                []string // also where they are not loaded

	Imports   []string // IDs
	ImportMap map[string]string

	Error      *listError
	DepsErrors []*listError
}

// A module is one as go list -json prints it.
type module struct {
	analysis.Module
	Main bool   // it is the main module, or one of those of the workspace
	Dir  string // its folder
}

const listFields = "ImportPath,Dir,ForTest,Export,BuildID,Standard,DepOnly,Module," +
	"GoFiles,CgoFiles,CompiledGoFiles,CFiles,CXXFiles,MFiles,HFiles,FFiles,SFiles,SwigFiles,SwigCXXFiles,SysoFiles," +
	"IgnoredGoFiles,IgnoredOtherFiles,TestGoFiles,Imports,ImportMap,Error,DepsErrors"

type listError struct {
	ImportStack []string
	Pos         string
	Err         string
}

// String returns the error as the go command prints it.
func (e *listError) String() string {
	text := strings.TrimRight(e.Err, "\n")
	switch {
	case e.Pos != "":
		return e.Pos + ": " + text
	case len(e.ImportStack) > 0:
		return "package " + strings.Join(e.ImportStack, "\n\timports ") + ": " + text
	}
	return text
}

// list runs go list, which compiles what the build cache does not have, and
// returns the packages in an order in which imports come first. What the go
// command has to say beside that goes to stderr. The error says why there is no
// list.
func list(opts *Options, stderr io.Writer) ([]*listed, error) {
	// With -cover, which GOFLAGS may have, go list can't make the main packages of tests, and
	// positions would be those of the files with counters (findings/go-list-cover.sh).
	args := []string{"list", "-e", "-deps", "-export", "-compiled", "-cover=false", "-json=" + listFields}
	args = append(args, opts.buildFlags()...)
	args = append(args, "--")
	args = append(args, opts.Patterns...)
	out, err := goCommand(opts, stderr, args...)
	if err != nil {
		return nil, err
	}
	var packages []*listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		p := new(listed)
		if err := dec.Decode(p); err == io.EOF {
			return packages, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		packages = append(packages, p)
	}
}

func (opts *Options) buildFlags() []string {
	var flags []string
	if opts.Tests {
		flags = append(flags, "-test")
	}
	for _, f := range [][2]string{{"tags", opts.Tags}, {"mod", opts.Mod}, {"modfile", opts.ModFile}} {
		if f[1] != "" {
			flags = append(flags, "-"+f[0]+"="+f[1])
		}
	}
	return flags
}

// errGoCommand says that the go command failed, and has said why.
var errGoCommand = errors.New("the go command failed")

func goCommand(opts *Options, stderr io.Writer, args ...string) ([]byte, error) {
	var out bytes.Buffer
	cmd := exec.Command("go", args...)
	cmd.Dir = opts.Dir
	cmd.Stdout = &out
	cmd.Stderr = stderr
	err := cmd.Run()
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		return nil, fmt.Errorf("%w: go %s: %v", errGoCommand, args[0], exit)
	}
	if errors.Is(err, exec.ErrNotFound) {
		return nil, fmt.Errorf("the go command is needed: %w", err)
	}
	return out.Bytes(), err
}

// testMain reports whether p is the main package that go test generates.
func (p *listed) testMain() bool {
	return strings.HasSuffix(p.ImportPath, ".test") && slices.Contains(p.Imports, "testing/internal/testdeps")
}

// broken reports whether p or something that it imports does not compile.
func (p *listed) broken() bool { return p.Error != nil || len(p.DepsErrors) > 0 }

// contentID returns a hash of what the compiler made of the package, or "" if there is none.
func (p *listed) contentID() string { return p.BuildID[strings.LastIndexByte(p.BuildID, '/')+1:] }

// sealed reports whether the package is in the module cache, where files are not to be
// changed.
func (p *listed) sealed() bool {
	if p.Module == nil || p.Module.Main || p.Module.Dir == "" {
		return false
	}
	_, version, _ := strings.Cut(filepath.Base(p.Module.Dir), "@")
	rel, err := filepath.Rel(p.Module.Dir, p.Dir)
	return version != "" && err == nil && filepath.IsLocal(rel)
}

// unit returns the package as the analysis wants it. Its language version is
// that of its module; a module that names none has that of Go 1.16.
func (p *listed) unit() *unit.Package {
	path, _ := unit.SplitID(p.ImportPath)
	u := &unit.Package{
		ID:           p.ImportPath,
		Path:         path,
		Dir:          p.Dir,
		GoFiles:      p.absolute(p.CompiledGoFiles),
		OtherFiles:   p.absolute(p.CFiles, p.CXXFiles, p.MFiles, p.HFiles, p.FFiles, p.SFiles, p.SwigFiles, p.SwigCXXFiles, p.SysoFiles),
		IgnoredFiles: p.absolute(p.IgnoredGoFiles, p.IgnoredOtherFiles),
		ImportMap:    p.ImportMap,
		Compiled:     p.Export != "",
	}
	if p.ForTest == "" {
		u.IgnoredFiles = append(u.IgnoredFiles, p.absolute(p.TestGoFiles)...)
	}
	if p.Module == nil {
		u.Module = new(analysis.Module)
		return u
	}
	u.GoVersion = "go1.16"
	if p.Module.GoVersion != "" {
		u.GoVersion = "go" + p.Module.GoVersion
	}
	module := p.Module.Module
	module.GoVersion = u.GoVersion
	u.Module = &module
	return u
}

func (p *listed) absolute(lists ...[]string) []string {
	var files []string
	for _, list := range lists {
		for _, name := range list {
			files = append(files, absolute(p.Dir, name))
		}
	}
	return files
}
