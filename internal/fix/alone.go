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
	var before, after []ast.Decl
	for _, c := range changed {
		before = append(before, c.decls...)
	}
	after = slices.DeleteFunc(slices.Clone(file.Decls), isImport)
	if !slices.Equal(heads(before), heads(after)) {
		return nil, false
	}
	for _, decl := range after {
		if fn, isFunc := decl.(*ast.FuncDecl); !isFunc || !unname(fn) {
			return nil, false
		}
	}
	config := f.config(func(err error) {
		if fault == nil && !isUnusedImport(err, after) {
			fault = err
		}
	})
	// What Files returns has been heard.
	_ = types.NewChecker(config, f.pass.Fset, pkg, nil).Files([]*ast.File{file})
	return fault, true
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

// heads returns what declarations of functions say without their bodies, and "" for
// other declarations.
func heads(decls []ast.Decl) []string {
	var all []string
	for _, decl := range decls {
		var text string
		if fn, ok := decl.(*ast.FuncDecl); ok {
			text = fn.Name.Name + types.ExprString(fn.Type)
			if fn.Recv != nil {
				text += types.ExprString(&ast.FuncType{Params: fn.Recv})
			}
		}
		all = append(all, text)
	}
	return all
}

// unname makes fn a function that declares nothing, with the receiver, if it has one, as
// a parameter. It reports whether that can be: the receiver may declare type parameters.
func unname(fn *ast.FuncDecl) bool {
	fn.Name.Name = "_"
	if fn.Recv == nil {
		return true
	}
	generic := false
	ast.Inspect(fn.Recv, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.IndexExpr, *ast.IndexListExpr:
			generic = true
		}
		return true
	})
	params := append(slices.Clone(fn.Recv.List), fn.Type.Params.List...)
	for _, field := range params {
		if len(field.Names) == 0 { // some parameters may have names
			field.Names = []*ast.Ident{{NamePos: field.Type.Pos(), Name: "_"}}
		}
	}
	fn.Recv, fn.Type.Params.List = nil, params
	return !generic
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
