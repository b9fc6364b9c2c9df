package fix

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
)

// compiles type-checks what is changed. The error is the first one.
func (f *Fixer) compiles(s *source, changed []*change) error {
	if fault, ok := f.alone(s, changed); ok {
		return fault
	}
	text, err := s.whole(s.diff(changed))
	if err != nil {
		return err
	}
	return f.compile(s, text)
}

// alone type-checks the functions that are changed and nothing else, among the
// declarations of the package as it is. ok is false where that does not do: something else
// than the bodies of functions is changed.
func (f *Fixer) alone(s *source, changed []*change) (fault error, ok bool) {
	pkg := f.declared()
	if pkg == nil {
		return nil, false
	}
	file, err := parser.ParseFile(f.pass.Fset, s.name, s.sketch(changed), parser.SkipObjectResolution)
	if file != nil {
		defer f.pass.Fset.RemoveFile(f.pass.Fset.File(file.FileStart))
	}
	if err != nil {
		return err, true
	}
	var before []ast.Decl
	for _, c := range changed {
		before = append(before, c.decls...)
	}
	after := slices.DeleteFunc(slices.Clone(file.Decls), isImport)
	other, ok := unname(before, after)
	if !ok {
		return nil, false
	}
	config := f.config(func(err error) {
		if fault == nil && !isUnusedImport(err, after) {
			fault = err
		}
	})
	// What Files returns has been heard.
	_ = types.NewChecker(config, f.pass.Fset, without(pkg, other), nil).Files([]*ast.File{file})
	// Types of a package that was copied are not quite its own.
	return fault, fault == nil || len(other) == 0
}

// without returns pkg, or if there are names a copy that does not have these.
func without(pkg *types.Package, names map[string]bool) *types.Package {
	if len(names) == 0 {
		return pkg
	}
	result := types.NewPackage(pkg.Path(), pkg.Name())
	for _, name := range pkg.Scope().Names() {
		if !names[name] {
			result.Scope().Insert(pkg.Scope().Lookup(name))
		}
	}
	return result
}

// sketch returns a file that has the imports, and of the rest only what is changed.
func (s *source) sketch(changed []*change) []byte {
	head := s.split()[0]
	text := s.text[:head.end]
	if len(changed) > 0 && changed[0].head {
		text, changed = changed[0].text, changed[1:]
	}
	text = bytes.Clone(text)
	for _, c := range changed {
		text = append(append(text, '\n'), c.text...)
	}
	return text
}

func isImport(decl ast.Decl) bool {
	imports, ok := decl.(*ast.GenDecl)
	return ok && imports.Tok == token.IMPORT
}

// unname makes the functions that after has declare nothing, but for those that are not
// among before, or differ in more than their bodies. It returns the names of these, and of
// those that are gone. ok is false if that cannot be, or if there is something else than
// functions.
func unname(before, after []ast.Decl) (other map[string]bool, ok bool) {
	known := map[string]bool{}
	other = map[string]bool{}
	for _, decl := range before {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok {
			return nil, false
		}
		known[head(fn)], other[fn.Name.Name] = true, true
	}
	for _, decl := range after {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Recv != nil && isGeneric(fn.Recv) {
			return nil, false
		}
		switch old := known[head(fn)]; {
		case old:
			delete(other, fn.Name.Name)
			fn.Name.Name = "_"
			receive(fn)
		case fn.Recv != nil:
			return nil, false
		default:
			other[fn.Name.Name] = true
		}
	}
	return other, true
}

// head returns what fn says without its body.
func head(fn *ast.FuncDecl) string {
	text := fn.Name.Name + types.ExprString(fn.Type)
	if fn.Recv != nil {
		text += types.ExprString(&ast.FuncType{Params: fn.Recv})
	}
	return text
}

// declaresSame reports whether a file that was parsed from another text has the declarations
// of s, but for the bodies of functions and the imports.
func (s *source) declaresSame(after *ast.File, tokens *token.File, text []byte) bool {
	edited := &source{syntax: after, tokens: tokens, text: text}
	return slices.Equal(s.declared(), edited.declared())
}

// declared returns the declarations of s as text, without imports and bodies of functions.
func (s *source) declared() []string {
	var all []string
	for _, decl := range s.syntax.Decls {
		switch fn, ok := decl.(*ast.FuncDecl); {
		case ok:
			all = append(all, head(fn))
		case !isImport(decl):
			all = append(all, s.slice(decl))
		}
	}
	return all
}

// isGeneric reports whether a receiver declares type parameters.
func isGeneric(recv *ast.FieldList) bool {
	generic := false
	ast.Inspect(recv, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.IndexExpr, *ast.IndexListExpr:
			generic = true
		}
		return true
	})
	return generic
}

// receive makes the receiver of fn, if it has one, its first parameter.
func receive(fn *ast.FuncDecl) {
	if fn.Recv == nil {
		return
	}
	params := append(slices.Clone(fn.Recv.List), fn.Type.Params.List...)
	for _, field := range params {
		if len(field.Names) == 0 { // others may have names
			field.Names = []*ast.Ident{{NamePos: field.Type.Pos(), Name: "_"}}
		}
	}
	fn.Recv, fn.Type.Params.List = nil, params
}

// isUnusedImport reports whether err says that an import is not used, which code that is
// left out may do.
func isUnusedImport(err error, code []ast.Decl) bool {
	var fault types.Error
	return errors.As(err, &fault) && fault.Soft && (len(code) == 0 || fault.Pos < code[0].Pos())
}

// declared returns a package that has the declarations of the package under analysis,
// and no bodies of functions; nil if they do not compile. It is for f alone: others may
// read that of the pass meanwhile.
func (f *Fixer) declared() *types.Package {
	if f.bare.tried {
		return f.bare.pkg
	}
	f.bare.tried = true
	failed := false
	config := f.config(func(error) { failed = true })
	config.IgnoreFuncBodies = true
	pkg, err := config.Check(f.pass.Pkg.Path(), f.pass.Fset, f.pass.Files, nil)
	if err == nil && !failed {
		f.bare.pkg = pkg
	}
	return f.bare.pkg
}
