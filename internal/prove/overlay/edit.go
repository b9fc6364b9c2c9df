package overlay

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// sources are the files of a package with what shall be inserted.
type sources struct {
	fset     *token.FileSet
	files    []*ast.File
	text     map[string][]byte // by the name of the file without its folder
	inserted map[string][]insertion
}

type insertion struct {
	at   int
	text string
}

func newSources() *sources {
	return &sources{fset: token.NewFileSet(), text: map[string][]byte{}, inserted: map[string][]insertion{}}
}

func (s *sources) parse(dir, name string) error {
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	file, err := parser.ParseFile(s.fset, name, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	s.files = append(s.files, file)
	s.text[name] = text
	return nil
}

// insert inserts text, without a line break, so that lines stay.
func (s *sources) insert(pos token.Pos, text string) {
	p := s.fset.PositionFor(pos, false)
	s.inserted[p.Filename] = append(s.inserted[p.Filename], insertion{p.Offset, text})
}

// edited returns the files in which something was inserted.
func (s *sources) edited() map[string][]byte {
	all := map[string][]byte{}
	for name, list := range s.inserted {
		slices.SortStableFunc(list, func(a, b insertion) int { return cmp.Compare(a.at, b.at) })
		var text []byte
		done := 0
		for _, i := range list {
			text = append(text, s.text[name][done:i.at]...)
			text = append(text, i.text...)
			done = i.at
		}
		all[name] = append(text, s.text[name][done:]...)
	}
	return all
}

// source returns the text of a node.
func (s *sources) source(n ast.Node) string {
	from, to := s.fset.PositionFor(n.Pos(), false), s.fset.PositionFor(n.End(), false)
	return string(s.text[from.Filename][from.Offset:to.Offset])
}

// function returns the function with a name, or the method if that is as in "(*T).Name".
// The error says that there is none.
func (s *sources) function(name string) (*ast.FuncDecl, error) {
	for _, f := range s.files {
		for _, d := range f.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil && s.funcName(f) == name {
				return f, nil
			}
		}
	}
	return nil, fmt.Errorf("it has no %s", name)
}

func (s *sources) funcName(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return f.Name.Name
	}
	return "(" + s.source(f.Recv.List[0].Type) + ")." + f.Name.Name
}

// structType returns the struct type with a name.
func (s *sources) structType(name string) (*ast.StructType, error) {
	for _, f := range s.files {
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range g.Specs {
				if t, ok := spec.(*ast.TypeSpec); ok && t.Name.Name == name {
					if st, ok := t.Type.(*ast.StructType); ok {
						return st, nil
					}
				}
			}
		}
	}
	return nil, fmt.Errorf("it has no struct type %s", name)
}

// parameters returns the names of the parameters of f, those of the receiver first.
func parameters(f *ast.FuncDecl) []string {
	var names []string
	lists := []*ast.FieldList{f.Recv, f.Type.Params}
	for _, list := range lists {
		if list == nil {
			continue
		}
		for _, field := range list.List {
			for _, name := range field.Names {
				names = append(names, name.Name)
			}
		}
	}
	return names
}

// nameResults gives names to the results of f, which has none and is to have these types.
func (s *sources) nameResults(f *ast.FuncDecl, want ...[2]string) error {
	results := f.Type.Results
	wrong := fmt.Errorf("the results of %s are others", s.funcName(f))
	if results == nil || len(results.List) != len(want) {
		return wrong
	}
	for i, field := range results.List {
		if len(field.Names) > 0 || s.source(field.Type) != want[i][1] {
			return wrong
		}
	}
	if len(want) == 1 {
		s.insert(results.Pos(), "(")
		s.insert(results.Pos(), want[0][0]+" ")
		s.insert(results.End(), ")")
		return nil
	}
	for i, field := range results.List {
		s.insert(field.Pos(), want[i][0]+" ")
	}
	return nil
}

// begin inserts statements at the beginning of f, which must have these parameters,
// that of the receiver first.
func (s *sources) begin(f *ast.FuncDecl, statements string, params ...string) error {
	has := parameters(f)
	for _, p := range params {
		if !slices.Contains(has, p) {
			return fmt.Errorf("%s has no parameter %s", s.funcName(f), p)
		}
	}
	s.insert(f.Body.Lbrace+1, " "+statements+";")
	return nil
}

// beforeCalls inserts a statement before each one in f that calls a method of the field
// pfd of a socket which accept allows; of X.pfd.M, the statement is X.sv.use(). It
// returns how many there were.
func (s *sources) beforeCalls(f *ast.FuncDecl, accept func(method string) bool) int {
	n := 0
	for _, stmt := range f.Body.List {
		var socket ast.Expr
		ast.Inspect(stmt, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if method, ok := call.Fun.(*ast.SelectorExpr); ok && accept(method.Sel.Name) {
				if pfd, ok := method.X.(*ast.SelectorExpr); ok && pfd.Sel.Name == "pfd" {
					socket = pfd.X
				}
			}
			return true
		})
		if socket != nil {
			s.insert(stmt.Pos(), strings.TrimSpace(s.source(socket))+".sv.use(); ")
			n++
		}
	}
	return n
}
