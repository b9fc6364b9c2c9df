package program

import (
	"bytes"
	"fmt"
	"go/format"
	"maps"
	"path"
	"slices"
	"strings"
)

// A file is a Go file in the making.
type file struct {
	choices
	imports map[string]string // the names by which packages are imported, by path; "" for their own
	plain   map[string]bool   // paths of packages that are used by these names
	spare   map[string]bool   // paths of packages that are used by spare names, see spareName
	dotted  bool              // some import is a dot import
	helpers map[string]bool   // which of helperDecls are used
	finders []helper          // of free ports
	decls   []string
	notes   int
}

func newFile(data []byte) *file {
	return &file{choices: data, imports: map[string]string{}, plain: map[string]bool{}, spare: map[string]bool{}, helpers: map[string]bool{}}
}

// local returns the name by which the file imports the package at a path: its
// own, most often, or another one, or a dot.
func (f *file) local(pkg string) string {
	name, ok := f.imports[pkg]
	if !ok {
		switch f.pick(16) {
		case 14:
			name = "go" + path.Base(pkg)
		case 15:
			if !f.dotted && pkg != "testing" {
				f.dotted = true
				name = "."
			}
		}
		f.imports[pkg] = name
	}
	if name == "" {
		return path.Base(pkg)
	}
	return name
}

// spareName returns the name by which a package is imported where variables hide
// the other one.
func spareName(pkg string) string { return "std" + path.Base(pkg) }

// note returns a call that takes values, and must survive all fixes.
func (f *file) note(values ...string) string {
	f.notes++
	f.helpers["note"] = true
	return fmt.Sprintf("note(%s)", strings.Join(append([]string{fmt.Sprint(f.notes)}, values...), ", "))
}

// helperDecls are what programs declare besides their functions, by name.
var helperDecls = map[string]string{
	"note":  "func note(k int, values ...any) {}",
	"must":  "func must(err error) {\n\tif err != nil {\n\t\tpanic(err)\n\t}\n}",
	"check": "func check(err error) {\n\tif err != nil {\n\t\tprintln(err.Error())\n\t}\n}",
	"id":    "func id[T any](x T) T { return x }",
	"flag":  "var flag bool",

	"service": "type service struct{ addr string }",
}

// need returns the name of one of the helpers, which the file then declares.
func (f *file) need(name string) string {
	f.helpers[name] = true
	return name
}

// render returns the name and the text of the file.
func (f *file) render() (string, []byte) {
	var text bytes.Buffer
	text.WriteString("package p\n\n")
	text.WriteString(f.importDecl())
	for _, decl := range f.decls {
		text.WriteString(decl + "\n\n")
	}
	for _, name := range slices.Sorted(maps.Keys(f.helpers)) {
		text.WriteString(helperDecls[name] + "\n\n")
	}
	name := "p.go"
	if _, ok := f.imports["testing"]; ok {
		name = "p_test.go"
	}
	formatted, err := format.Source(text.Bytes())
	if err != nil {
		return name, text.Bytes() // the type checker will tell
	}
	return name, f.disorder(formatted)
}

func (f *file) importDecl() string {
	var specs []string
	for _, pkg := range slices.Sorted(maps.Keys(f.plain)) {
		specs = append(specs, strings.TrimSpace(fmt.Sprintf("%s %q", f.imports[pkg], pkg)))
	}
	for _, pkg := range slices.Sorted(maps.Keys(f.spare)) {
		specs = append(specs, fmt.Sprintf("%s %q", spareName(pkg), pkg))
	}
	switch {
	case len(specs) == 0:
		return ""
	case f.rarely():
		return "import " + strings.Join(specs, "\nimport ") + "\n\n"
	case f.rarely():
		specs[0] += " // Import it."
	case f.rarely():
		specs = slices.Insert(specs, len(specs)/2, "\n// Some more.")
	}
	return "import (\n\t" + strings.Join(specs, "\n\t") + "\n)\n\n"
}

// disorder returns the text as it is, most often, or as gofmt would not have it.
func (f *file) disorder(text []byte) []byte {
	switch f.pick(12) {
	case 9:
		return bytes.ReplaceAll(text, []byte("\n\t"), []byte("\n  "))
	case 10:
		return bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	case 11:
		return join(text)
	}
	return text
}

// join puts some statements of a file on one line.
func join(text []byte) []byte {
	var joined []string
	for line := range strings.Lines(string(text)) {
		last := len(joined) - 1
		if last >= 0 && isStatement(joined[last]) && isStatement(line) && len(joined[last]) < 60 {
			joined[last] = strings.TrimRight(joined[last], "\n") + "; " + strings.TrimLeft(line, "\t")
			continue
		}
		joined = append(joined, line)
	}
	return []byte(strings.Join(joined, ""))
}

// isStatement reports whether a line of a formatted file is a whole statement.
func isStatement(line string) bool {
	line, ok := strings.CutSuffix(line, ")\n")
	return ok && strings.HasPrefix(line, "\t") && strings.Trim(line, "\t") != "" && !strings.Contains(line, "//")
}
