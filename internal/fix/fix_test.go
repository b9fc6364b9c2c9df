package fix

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	udiff "github.com/aymanbagabas/go-udiff"
	"golang.org/x/tools/go/analysis"
)

// A fakeImporter makes packages up of what the tests need of them.
type fakeImporter struct {
	fset  *token.FileSet
	known map[string]*types.Package
}

func (i fakeImporter) Import(path string) (*types.Package, error) {
	if pkg := i.known[path]; pkg != nil {
		return pkg, nil
	}
	file, err := parser.ParseFile(i.fset, path, fakes[path], 0)
	if err != nil {
		return nil, err
	}
	pkg, err := (&types.Config{Importer: i}).Check(path, i.fset, []*ast.File{file}, nil)
	i.known[path] = pkg
	return pkg, err
}

var fakes = map[string]string{
	"fmt":               "package fmt; import \"strconv\"; func Sprint(a ...any) string { return strconv.Itoa(len(a)) }; func Println(a ...any) {}",
	"strconv":           "package strconv; func Itoa(i int) string { return \"\" }",
	"net":               "package net; import \"fmt\"; type Addr struct{}; func Port() int { fmt.Println(); return 0 }",
	"os":                "package os; func Exit(code int) {}",
	"example.com/tool":  "package tool; func Do(a ...any) {}",
	"example.com/go-my": "package my; func Do(a ...any) {}",
}

// loaded returns a pass over one package that has these files, of which the first
// one is drafted for.
func loaded(t *testing.T, texts ...string) *analysis.Pass {
	t.Helper()
	fset := token.NewFileSet()
	pass := &analysis.Pass{Fset: fset, TypesInfo: &types.Info{
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Types: map[ast.Expr]types.TypeAndValue{},
	}}
	contents := map[string]string{}
	for i, text := range texts {
		name := fmt.Sprintf("f%d.go", i)
		contents[name] = text
		file, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		pass.Files = append(pass.Files, file)
	}
	config := &types.Config{Importer: fakeImporter{fset, map[string]*types.Package{}}, FakeImportC: true}
	pkg, err := config.Check("p", fset, pass.Files, pass.TypesInfo)
	if err != nil {
		t.Fatal(err)
	}
	pass.Pkg, pass.TypesSizes = pkg, types.SizesFor("gc", "amd64")
	pass.ReadFile = func(name string) ([]byte, error) { return []byte(contents[name]), nil }
	return pass
}

// statements returns the statements of the first function in a file.
func statements(file *ast.File) []ast.Stmt {
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			return fn.Body.List
		}
	}
	return nil
}

// applied returns the first file of pass with all the fixes.
func applied(t *testing.T, pass *analysis.Pass, fixes ...*Fix) string {
	t.Helper()
	file := pass.Fset.File(pass.Files[0].FileStart)
	text, err := pass.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	var edits []udiff.Edit
	for _, x := range fixes {
		for _, suggested := range x.Suggested() {
			for _, e := range suggested.TextEdits {
				edits = append(edits, udiff.Edit{Start: file.Offset(e.Pos), End: file.Offset(e.End), New: string(e.NewText)})
			}
		}
	}
	after, err := udiff.ApplyBytes(text, edits)
	if err != nil {
		t.Fatal(err)
	}
	return string(after)
}

// check checks what becomes of a file with the edits that draft makes.
func check(t *testing.T, before, after string, draft func(d *Draft, body []ast.Stmt)) {
	t.Helper()
	pass := loaded(t, before)
	f := New(pass)
	d := f.Draft(pass.Files[0], "fix it")
	draft(d, statements(pass.Files[0]))
	x, err := f.Check(d)
	if err != nil {
		t.Errorf("%v, for\n%s", err, before)
		return
	}
	if got := applied(t, pass, x); got != after {
		t.Errorf("got:\n%s\nwant:\n%s", got, after)
	}
}

// refused checks that there is no fix, and that the error says why.
func refused(t *testing.T, before, why string, draft func(d *Draft, body []ast.Stmt)) {
	t.Helper()
	pass := loaded(t, before)
	f := New(pass)
	d := f.Draft(pass.Files[0], "fix it")
	draft(d, statements(pass.Files[0]))
	if x, err := f.Check(d); x != nil || err == nil || !strings.Contains(err.Error(), why) {
		t.Errorf("got %v, %v, want an error with %q", x, err, why)
	}
	if x := f.First(d); x.Suggested() != nil {
		t.Errorf("got a fix: %v", x)
	}
}

// TestTooMuch checks drafts until as much was checked as may be.
func TestTooMuch(t *testing.T) {
	pass := loaded(t, "package p\n\nfunc f() {\n\tg()\n\tg()\n\tg()\n}\n\nfunc g() {}\n")
	f := New(pass)
	body := statements(pass.Files[0])
	for i, stmt := range body {
		if i == 1 {
			f.left = 1 // which this draft exceeds
		}
		d := f.Draft(pass.Files[0], "fix it")
		d.Delete(stmt)
		x, err := f.Check(d)
		if fixed := i < 2; fixed != (x != nil) || fixed != (err == nil) || !fixed && err != errTooMuch {
			t.Errorf("draft %d: got %v, %v", i, x, err)
		}
	}
}

func TestDelete(t *testing.T) {
	for _, test := range []struct {
		name          string
		which         int
		before, after string // the body
	}{
		{"first", 0, "\n\tg()\n\th()\n", "\n\th()\n"},
		{"last", 1, "\n\tg()\n\th()\n", "\n\tg()\n"},
		{"only", 0, "\n\tg()\n", "\n"},
		{"comment for tools", 0, "\n\tg() //nolint:all // now\n\th()\n", "\n\th()\n"},
		{"comment behind another line", 1, "\n\th() // now\n\tg()\n\th()\n", "\n\th() // now\n\th()\n"},
		{"comment above", 1, "\n\th()\n\t// Why.\n\tg()\n\th()\n", "\n\th()\n\t// Why.\n\th()\n"},
		{"between blank lines", 1, "\n\th()\n\n\tg()\n\n\th()\n", "\n\th()\n\n\th()\n"},
		{"blank line above", 1, "\n\th()\n\n\tg()\n\th()\n", "\n\th()\n\n\th()\n"},
		{"blank line below, first", 0, "\n\tg()\n\n\th()\n", "\n\th()\n"},
		{"several lines", 0, "\n\tif true {\n\t\tg()\n\t}\n\th()\n", "\n\th()\n"},
		{"one line, first", 0, "\n\tg(); h()\n", "\n\th()\n"},
		{"one line, last", 1, "\n\th(); g()\n", "\n\th(); \n"},
		{"one line, middle", 1, "\n\th(); g(); h()\n", "\n\th(); h()\n"},
		{"with braces", 0, " g(); h() ", " h() "},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := func(body string) string {
				return "package p\n\nfunc f() {" + body + "}\n\nfunc g() {}\nfunc h( ) {}\n" // not formatted
			}
			check(t, file(test.before), file(test.after), func(d *Draft, body []ast.Stmt) { d.Delete(body[test.which]) })
		})
	}
}

func TestAfter(t *testing.T) {
	check(t, "package p\n\nfunc f() {\n\tif true { // always\n\t}\n}\n",
		"package p\n\nfunc f() {\n\tif true { // always\n\t}\n\tx := 1\n\t_ = x\n}\n",
		func(d *Draft, body []ast.Stmt) { d.After(body[0], "x := 1", "_ = x") })
}

// TestInsert has what stands around a place where something is put in: a comment that
// goes on over lines, a string that starts there, more code.
func TestInsert(t *testing.T) {
	after := func(d *Draft, body []ast.Stmt) { d.After(body[0], "_ = 1", "_ = 2") }
	before := func(d *Draft, body []ast.Stmt) { d.Before(body[1], "_ = 1") }
	for _, test := range []struct {
		name  string
		draft func(d *Draft, body []ast.Stmt)
		body  string
		want  string
	}{
		{"comment over lines", after, "\n\tg() /* one\n\ttwo */\n\tg()\n", "\n\tg() /* one\n\ttwo */\n\t_ = 1\n\t_ = 2\n\tg()\n"},
		{"comments", after, "\n\tg() /* one */ /* two\n\t*/ // three\n\tg()\n", "\n\tg() /* one */ /* two\n\t*/ // three\n\t_ = 1\n\t_ = 2\n\tg()\n"},
		{"comment, then code", after, "\n\tg(); /* one\n\ttwo */ g()\n", "\n\tg(); _ = 1; _ = 2; /* one\n\ttwo */ g()\n"},
		{"no comment", after, "\n\tg()\n\t_ = `\n/*`\n", "\n\tg()\n\t_ = 1\n\t_ = 2\n\t_ = `\n/*`\n"},
		{"string", after, "\n\tg(); _ = `\n\t`\n", "\n\tg(); _ = 1; _ = 2; _ = `\n\t`\n"},
		{"end of block", after, " g() ", " g(); _ = 1; _ = 2 "},
		{"carriage return", after, "\n\tg() \r\n\tg()\n", "\n\tg() \r\n\t_ = 1\n\t_ = 2\n\tg()\n"},
		{"behind comment", before, "\n\tg() /*\n\t*/ g()\n", "\n\tg() /*\n\t*/ _ = 1; g()\n"},
		{"behind comment alone", before, "\n\tg()\n\t/*\n\t*/ g()\n", "\n\tg()\n\t/*\n\t*/ _ = 1; g()\n"},
		{"behind string", before, "\n\t_ = `\n\t`; g()\n", "\n\t_ = `\n\t`; _ = 1; g()\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := func(body string) string { return "package p\n\nfunc f() {" + body + "}\n\nfunc g( ) {}\n" } // not formatted
			check(t, file(test.body), file(test.want), test.draft)
		})
	}
}

// TestInsertIntoHead has imports with comments over lines, and on one line.
func TestInsertIntoHead(t *testing.T) {
	for _, test := range []struct{ before, after string }{
		{"import ( /* all\n*/\n\t\"os\"\n)\n", "import ( /* all\n*/\n\t\"fmt\"\n\t\"os\"\n)\n"},
		{"import \"os\" /* one\n*/\n", "import \"os\" /* one\n*/\nimport \"fmt\"\n"},
		{"import (\"os\"; _ \"net\")\n", "import (\"fmt\"; \"os\"; _ \"net\")\n"},
		{"import \"os\"; import _ \"net\"; var x = `\n`\n", "import \"os\"; import _ \"net\"; import \"fmt\"; var x = `\n`\n"},
	} {
		const body = "\nfunc f() { os.Exit(1); }\n"
		draft := func(d *Draft, body []ast.Stmt) { d.After(body[0], d.Qualifier("fmt")+"Println()") }
		want := strings.Replace(body, "os.Exit(1)", "os.Exit(1); fmt.Println()", 1)
		pass := loaded(t, "package p\n\n"+test.before+body, "package p\n\nimport \"fmt\"\n\nvar _ = fmt.Println\n")
		f := New(pass)
		d := f.Draft(pass.Files[0], "fix it")
		draft(d, statements(pass.Files[0]))
		x, err := f.Check(d)
		if err != nil {
			t.Errorf("%v, for\n%s", err, test.before)
			continue
		}
		if got := applied(t, pass, x); got != "package p\n\n"+test.after+want {
			t.Errorf("got:\n%s\nwant:\n%s%s", got, test.after, want)
		}
	}
}

// TestEditsOutsideOfCode has edits that would change nothing but a comment or a string.
func TestEditsOutsideOfCode(t *testing.T) {
	const text = "package p\n\nfunc f() {\n\tprintln(`text`) // comment\n}\n"
	for _, word := range []string{"comment", "text"} {
		refused(t, text, "inside a comment or a literal", func(d *Draft, body []ast.Stmt) {
			at := strings.Index(text, word) + 1
			d.edit(at, at, " println() ")
		})
	}
}

func TestBelow(t *testing.T) {
	check(t, "package p\n\nfunc f() {\n}\n\nfunc g() {}\n",
		"package p\n\nfunc f() {\n}\n\nvar x = 1\n\nfunc g() {}\n",
		func(d *Draft, body []ast.Stmt) { d.Below(d.source.syntax.Decls[0], "var x = 1") })
	check(t, "package p\n\nfunc f() {} /* one\ntwo */ func g( ) {}\n",
		"package p\n\nfunc f() {}\n\nvar x = 1 /* one\ntwo */ func g( ) {}\n",
		func(d *Draft, body []ast.Stmt) { d.Below(d.source.syntax.Decls[0], "var x = 1") })
}

// TestDeleteFuncs removes functions at the end of a file, which the blank line above them
// goes with.
func TestDeleteFuncs(t *testing.T) {
	head := "package p\n\nfunc f() {\n\tprintln()\n}\n"
	for _, tail := range []string{"\nfunc g() {}\n", "\nfunc g() {}\n\nfunc h() {}\n", "\nfunc g() {}\nfunc h() {}\n", "\n// g.\nfunc g() {}\n\n// h.\nfunc h() {\n}\n"} {
		for _, replaced := range []bool{false, true} {
			want := head
			if replaced {
				want = strings.Replace(head, "println()", "print()", 1)
			}
			check(t, head+tail, want, func(d *Draft, body []ast.Stmt) {
				for _, decl := range d.source.syntax.Decls[1:] {
					d.DeleteFunc(decl.(*ast.FuncDecl))
				}
				if replaced {
					d.Replace(body[0], "print()")
				}
			})
		}
	}
	comment := head + "\n// Nothing follows.\n"
	check(t, comment+"\nfunc g() {}\n", comment, func(d *Draft, body []ast.Stmt) { d.DeleteFunc(d.source.syntax.Decls[1].(*ast.FuncDecl)) })
}

// TestFormat checks that a file which gofmt has formatted stays so, and that
// another one changes only where it has to.
func TestFormat(t *testing.T) {
	block := func(d *Draft, body []ast.Stmt) { d.Replace(body[0], "if  true  {\nprintln(1)}") }
	check(t, "package p\n\nfunc f() {\n\tprintln()\n}\n", "package p\n\nfunc f() {\n\tif true {\n\t\tprintln(1)\n\t}\n}\n", block)
	check(t, "package p\nfunc f() {\n  println()\n}\n", "package p\nfunc f() {\n  if  true  {\nprintln(1)}\n}\n", block)
}

func TestLineEnds(t *testing.T) {
	const file = "package p\n\nimport \"fmt\"\n\nfunc f() {\n\tprintln()\n}\n\nvar _ = fmt.Sprint\n"
	after := strings.Replace(strings.Replace(file, "println()", "println()\n\t_ = strconv.Itoa(1)", 1), "\"fmt\"", "\"fmt\"\nimport \"strconv\"", 1)
	crlf := func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }
	draft := func(d *Draft, body []ast.Stmt) { d.After(body[0], "_ = "+d.Qualifier("strconv")+"Itoa(1)") }
	check(t, file, after, draft)
	check(t, crlf(file), crlf(after), draft)
	check(t, file+"// Mixed.\r\n", after+"// Mixed.\r\n", func(d *Draft, body []ast.Stmt) {
		d.source.tidy = false
		draft(d, body)
	})
}

func TestQualifierAddsImport(t *testing.T) {
	const body = "func f() { println() }\n"
	for _, test := range []struct{ name, path, before, after string }{
		{"in a block", "net", "import (\n\t\"fmt\"\n\t\"os\"\n)\n\nvar _, _ = fmt.Sprint, os.Exit\n", "import (\n\t\"fmt\"\n\t\"net\"\n\t\"os\"\n)\n\nvar _, _ = fmt.Sprint, os.Exit\n"},
		{"first in a block", "fmt", "import (\n\t\"net\"\n)\n\nvar _ = net.Port\n", "import (\n\t\"fmt\"\n\t\"net\"\n)\n\nvar _ = net.Port\n"},
		{"block of another module only", "fmt", "import (\n\t\"example.com/tool\"\n)\n\nvar _ = tool.Do\n", "import (\n\t\"fmt\"\n\n\t\"example.com/tool\"\n)\n\nvar _ = tool.Do\n"},
		{"two groups", "net", "import (\n\t\"fmt\"\n\n\t\"example.com/tool\"\n)\n\nvar _, _ = fmt.Sprint, tool.Do\n", "import (\n\t\"fmt\"\n\t\"net\"\n\n\t\"example.com/tool\"\n)\n\nvar _, _ = fmt.Sprint, tool.Do\n"},
		{"single", "net", "import \"fmt\"\n\nvar _ = fmt.Sprint\n", "import \"fmt\"\nimport \"net\"\n\nvar _ = fmt.Sprint\n"},
		{"with comments", "net", "import (\n\t// for text\n\t\"fmt\" // of all kinds\n)\n\nvar _ = fmt.Sprint\n", "import (\n\t// for text\n\t\"fmt\" // of all kinds\n\t\"net\"\n)\n\nvar _ = fmt.Sprint\n"},
		{"already there", "net", "import \"net\"\n\nvar _ = net.Port\n", "import \"net\"\n\nvar _ = net.Port\n"},
		{"renamed", "net", "import sockets \"net\"\n\nvar _ = sockets.Port\n", "import sockets \"net\"\n\nvar _ = sockets.Port\n"},
		{"dot", "net", "import . \"net\"\n\nvar _ = Port\n", "import . \"net\"\n\nvar _ = Port\n"},
		{"comment above", "net", "// Text.\nimport \"fmt\"\n\nvar _ = fmt.Sprint\n", "// Text.\nimport \"fmt\"\nimport \"net\"\n\nvar _ = fmt.Sprint\n"},
		{"none", "net", "var x int\n", "import \"net\"\n\nvar x int\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			before, after := "package p\n\n"+test.before+"\n"+body, "package p\n\n"+test.after+"\n"+body
			pass := loaded(t, before, "package p\n\nimport (\n\t\"fmt\"\n\t\"net\"\n)\n\nvar _, _ = fmt.Sprint, net.Port\n")
			f := New(pass)
			d := f.Draft(pass.Files[0], "fix it")
			name := map[string]string{"net": "Port", "fmt": "Println"}[test.path]
			d.Replace(statements(pass.Files[0])[0], d.Qualifier(test.path)+name+"()")
			x, err := f.Check(d)
			if err != nil {
				t.Fatal(err)
			}
			name = d.Qualifier(test.path) + name
			if got, want := applied(t, pass, x), strings.Replace(after, "println", name, 1); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// TestImportOfImports has a file that needs a package which the package under
// analysis does not import, but something that it imports does.
func TestImportOfImports(t *testing.T) {
	check(t, "package p\n\nimport \"net\"\n\nfunc f() {\n\tnet.Port()\n}\n",
		"package p\n\nimport \"net\"\nimport \"strconv\"\n\nfunc f() {\n\tnet.Port()\n\t_ = strconv.Itoa(1)\n}\n",
		func(d *Draft, body []ast.Stmt) { d.After(body[0], "_ = "+d.Qualifier("strconv")+"Itoa(1)") })
}

func TestUnusedImportGoes(t *testing.T) {
	for _, test := range []struct{ name, before, after string }{
		{"of a block", "import (\n\t\"fmt\"\n\t\"os\"\n)\n\nvar _ = os.Exit\n", "import (\n\t\"os\"\n)\n\nvar _ = os.Exit\n"},
		{"single", "import \"fmt\"\n\nvar x int\n", "var x int\n"},
		{"with a comment", "import (\n\t\"fmt\" // for text\n\t\"os\"\n)\n\nvar _ = os.Exit\n", "import (\n\t\"os\"\n)\n\nvar _ = os.Exit\n"},
		{"used elsewhere", "import \"fmt\"\n\nvar x = fmt.Sprint\n", "import \"fmt\"\n\nvar x = fmt.Sprint\n"},
		{"for its effects", "import (\n\t\"fmt\"\n\t_ \"os\"\n)\n", "import (\n\t_ \"os\"\n)\n"},
		{"with a dot", "import (\n\t\"fmt\"\n\t. \"os\"\n)\n\nvar _ = Exit\n", "import (\n\t. \"os\"\n)\n\nvar _ = Exit\n"},
		{"name unlike its path", "import (\n\t\"fmt\"\n\n\t\"example.com/go-my\"\n)\n\nvar _ = my.Do\n", "import (\n\t\"example.com/go-my\"\n)\n\nvar _ = my.Do\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			check(t, "package p\n\n"+test.before+"\nfunc f() {\n\tfmt.Println()\n}\n", "package p\n\n"+test.after+"\nfunc f() {\n}\n",
				func(d *Draft, body []ast.Stmt) { d.Delete(body[0]) })
		})
	}
}

func TestUnusedDotImportGoes(t *testing.T) {
	check(t, "package p\n\nimport . \"fmt\"\n\nfunc f() {\n\tPrintln()\n}\n", "package p\n\nfunc f() {\n}\n",
		func(d *Draft, body []ast.Stmt) { d.Delete(body[0]) })
}

func TestRefused(t *testing.T) {
	const file = "package p\n\nimport \"fmt\"\n\nfunc f() {\n\tx := 1\n\tfmt.Println(\n\t\tx, // the only one\n\t)\n}\n"
	for _, test := range []struct {
		name, why string
		draft     func(d *Draft, body []ast.Stmt)
	}{
		{"undefined", "undefined: x", func(d *Draft, body []ast.Stmt) { d.Delete(body[0]) }},
		{"no syntax", "expected", func(d *Draft, body []ast.Stmt) { d.Replace(body[0], "x := (") }},
		{"type", "cannot use", func(d *Draft, body []ast.Stmt) { d.After(body[0], `x = "text"`) }},
		{"unknown import", "not among the imports", func(d *Draft, body []ast.Stmt) { d.After(body[0], d.Qualifier("example.com/none")+"Do(x)") }},
		{"overlap", "overlap", func(d *Draft, body []ast.Stmt) {
			d.Replace(body[0], "x := 2")
			d.Replace(body[0].(*ast.AssignStmt).Rhs[0], "3")
		}},
		{"comment", "comment", func(d *Draft, body []ast.Stmt) { d.Replace(body[1].(*ast.ExprStmt).X, "fmt.Println(x)") }},
		{"no change", "changes nothing", func(d *Draft, body []ast.Stmt) { d.Replace(body[0], "x := 1") }},
	} {
		t.Run(test.name, func(t *testing.T) { refused(t, file, test.why, test.draft) })
	}
	refused(t, "package p\n\nfunc f() {\n\tx := 1\n\tprintln(x)\n}\n", "declared and not used", func(d *Draft, body []ast.Stmt) { d.Delete(body[1]) })
}

// TestRefusedForComments deletes or replaces the call of g in a function, about which a
// comment says something.
func TestRefusedForComments(t *testing.T) {
	remove := func(d *Draft, stmt ast.Stmt) { d.Delete(stmt) }
	replace := func(d *Draft, stmt ast.Stmt) { d.Replace(stmt, "h()") }
	for _, test := range []struct {
		name  string
		at    int // of the statement in the body
		body  string
		why   string
		draft func(*Draft, ast.Stmt)
	}{
		{"behind", 0, "\tg() // now\n\th()\n", "lost", remove},
		{"behind, for people and tools", 0, "\tg() /* now */ //nolint:all\n\th()\n", "lost", remove},
		{"within", 0, "\tif x {\n\t\tg() // now\n\t}\n\th()\n", "lost", remove},
		{"within what is replaced", 0, "\tif x {\n\t\tg() // now\n\t}\n\th()\n", "lost", replace},
		{"above, alone", 1, "\th()\n\n\t// Why.\n\tg()\n\n\th()\n", "nothing", remove},
		{"above, last", 1, "\th()\n\t// Why.\n\tg()\n", "nothing", remove},
		{"above, before another comment", 1, "\th()\n\t// Why.\n\tg()\n\t// Other.\n\th()\n", "nothing", remove},
		{"above, of a closing", 0, "\t// Release it.\n\tg()\n\th()\n", "nothing", remove},
		{"above, of a variable", 0, "\t// y is one.\n\ty := 1\n\t_ = y\n", "nothing", remove},
		{"above what is replaced, of a closing", 0, "\t// Closed here.\n\tg()\n\th()\n", "nothing", replace},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := "package p\n\nvar x bool\n\nfunc f() {\n" + test.body + "}\n\nfunc g() {}\nfunc h() {}\n"
			refused(t, file, test.why, func(d *Draft, body []ast.Stmt) { test.draft(d, body[test.at]) })
		})
	}
}

func TestFilesThatNobodyEdits(t *testing.T) {
	edit := func(d *Draft, body []ast.Stmt) {
		if text := d.Text(body[0]) + d.Qualifier("fmt"); text != "" {
			t.Errorf("got the text %q", text)
		}
		d.Replace(body[0], "g()")
		d.After(body[0], "g()")
		d.Below(d.fixer.pass.Files[0].Decls[0], "func g() {}")
		d.Delete(body[0])
	}
	const rest = "package p\n\nfunc f() {\n\tprintln()\n}\n"
	refused(t, "// Code generated by a tool. DO NOT EDIT.\n\n"+rest, "generated", edit)

	refused(t, strings.Replace(rest, "p\n", "p\n\nimport \"C\"\n", 1), "could not import C",
		func(d *Draft, body []ast.Stmt) { d.Replace(body[0], "print()") })

	pass := loaded(t, rest)
	pass.ReadFile = func(string) ([]byte, error) { return []byte(rest + "\n"), nil }
	f := New(pass)
	d := f.Draft(pass.Files[0], "fix it")
	edit(d, statements(pass.Files[0]))
	if _, err := f.Check(d); err == nil || !strings.Contains(err.Error(), "has changed") {
		t.Errorf("a changed file: %v", err)
	}
}

func TestMadeFromAnotherFile(t *testing.T) {
	refused(t, "//line other.go:1\npackage p\n\nfunc f() {\n\tprintln()\n}\n", "made from another file",
		func(d *Draft, body []ast.Stmt) {})
}

// twoUses has an import and a variable that two statements use.
const twoUses = `package p

import (
	"fmt"
	"os"
)

func f() {
	x := 1
	fmt.Println(x)
	os.Exit(0)
	fmt.Println(x)
	println(x)
}
`

// drafted returns the fixes of deleting each of these statements of twoUses.
func drafted(t *testing.T, which ...int) (*analysis.Pass, *Fixer, []*Fix) {
	t.Helper()
	pass := loaded(t, twoUses)
	f := New(pass)
	body := statements(pass.Files[0])
	var fixes []*Fix
	for _, i := range which {
		d := f.Draft(pass.Files[0], fmt.Sprint("delete ", i))
		d.Delete(body[i])
		x, err := f.Check(d)
		if err != nil {
			t.Fatal(err)
		}
		fixes = append(fixes, x)
	}
	return pass, f, fixes
}

func always(*analysis.Pass, []*Fix) bool { return true }

func TestSettleKeepsWhatGoesTogether(t *testing.T) {
	pass, f, fixes := drafted(t, 1, 2)
	f.Settle(append(fixes, nil), always)
	for _, x := range fixes {
		if len(x.Suggested()) != 1 {
			t.Errorf("%s: taken back", x.Message)
		}
	}
	if got := applied(t, pass, fixes...); strings.Contains(got, "os") || strings.Count(got, "Println") != 1 {
		t.Errorf("got:\n%s", got)
	}
}

// TestSettleMerges has two fixes that each delete one of the uses of fmt.
func TestSettleMerges(t *testing.T) {
	pass, f, fixes := drafted(t, 1, 3)
	f.Settle(fixes, always)
	if fixes[0].Suggested() == nil || fixes[1].Suggested() != nil {
		t.Fatalf("got %v and %v, want all in the first", fixes[0].Suggested(), fixes[1].Suggested())
	}
	if got := applied(t, pass, fixes...); strings.Contains(got, "fmt") || !strings.Contains(got, "os.Exit") {
		t.Errorf("got:\n%s", got)
	}
}

// TestSettleAsks has fixes that compile, of which some do not mend what they should.
func TestSettleAsks(t *testing.T) {
	pass := loaded(t, "package p\n\nfunc f() {\n"+strings.Repeat("\tprintln(1)\n", 20)+"}\n")
	f := New(pass)
	var fixes []*Fix
	for i, stmt := range statements(pass.Files[0]) {
		d := f.Draft(pass.Files[0], fmt.Sprint(i))
		d.Replace(stmt, "println(2)")
		fixes = append(fixes, f.First(d))
	}
	bad := map[string]bool{"0": true, "7": true, "19": true}
	asked := 0
	f.Settle(fixes, func(edited *analysis.Pass, fixes []*Fix) bool {
		asked++
		text := types.ExprString(statements(edited.Files[0])[7].(*ast.ExprStmt).X)
		if applied := text == "println(2)"; applied != slices.ContainsFunc(fixes, func(x *Fix) bool { return x.Message == "7" }) {
			t.Errorf("statement 7 is %s", text)
		}
		return !slices.ContainsFunc(fixes, func(x *Fix) bool { return bad[x.Message] })
	})
	for _, x := range fixes {
		if kept := x.Suggested() != nil; kept == bad[x.Message] {
			t.Errorf("fix %s: kept is %v", x.Message, kept)
		}
	}
	if asked > 30 {
		t.Errorf("asked %d times", asked)
	}
}

// TestSettleTakesBack has three fixes that together leave x unused.
func TestSettleTakesBack(t *testing.T) {
	pass, f, fixes := drafted(t, 1, 3, 4)
	f.Settle(fixes, always)
	var kept int
	for _, x := range fixes {
		kept += len(x.Suggested())
	}
	if kept == 0 || kept == len(fixes) {
		t.Errorf("%d fixes are left of %d", kept, len(fixes))
	}
	source, err := f.source(pass.Files[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := f.compile(source, []byte(applied(t, pass, fixes...))); err != nil {
		t.Errorf("what is left does not compile: %v", err)
	}
}
