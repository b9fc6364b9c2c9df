package reader

import (
	"go/token"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sockvet/sockvet/internal/sockflow/claim"
	"github.com/sockvet/sockvet/internal/sockflow/program"
	"github.com/sockvet/sockvet/internal/sockflow/ssacode"
	"github.com/sockvet/sockvet/internal/sockflow/summary"
)

// What text comes before a value, as far as it is constant.

// orNothing returns text, or what is in no text if that is empty.
func orNothing(text string) string {
	if text == "" {
		return "\x00"
	}
	return text
}

// elementNumber returns the number of the element of a list that a path goes into.
func elementNumber(path string) (int, bool) {
	step, _, _ := strings.Cut(path, ".")
	i, err := strconv.Atoi(strings.Trim(step, "[]"))
	return i, err == nil
}

// formatAround returns the text of a constant format that comes before f, which is
// among the operands, and that from the verb of f on.
func (r *Reader) formatAround(format ssa.Value, f claim.Claim, operands ssa.Value) (before, after string) {
	i, ok := elementNumber(f.Path)
	if !ok || f.Val != operands {
		return "", ""
	}
	text := r.Ending(format)
	if at := strings.Index(text, "%["+strconv.Itoa(i+1)+"]"); at >= 0 {
		return text[:at], text[at:]
	}
	next, args := 0, ssacode.Variadic(operands)
	for at := 0; at < len(text); at++ {
		switch {
		case text[at] != '%':
		case at+1 < len(text) && text[at+1] == '%':
			at++
		case next == i:
			return before + text[:at], text[at:]
		default:
			// A constant stands for itself, anything else for its verb.
			if name := constantAt(args, next); name != "" && at+1 < len(text) && strings.IndexByte("sv", text[at+1]) >= 0 {
				before, text, at = before+text[:at]+name, text[at+2:], -1
			}
			next++
		}
	}
	return "", ""
}

// StandsFirst reports whether f, which is passed at s to what makes text of it, stands first in
// that text.
func (r *Reader) StandsFirst(f claim.Claim, s *program.Site) bool {
	if s.Call == nil {
		return false
	}
	ops := ssacode.Operands(s.Call)
	i, ok := elementNumber(f.Path)
	element0 := ok && i == 0
	if ssacode.IsPrintf(s.Call) {
		format := r.Ending(ops[len(ops)-2])
		return f.Val == ops[len(ops)-1] && element0 && strings.HasPrefix(format, "%") && !strings.HasPrefix(format, "%[")
	}
	if s.Obj == nil {
		return false
	}
	switch s.Obj.FullName() {
	case "fmt.Sprint", "strings.Join":
		return f.Val == ops[0] && element0
	case "strconv.Itoa", "strconv.FormatInt", "strconv.FormatUint", "strconv.Atoi", "strconv.ParseInt", "strconv.ParseUint",
		"strings.Split", "strings.SplitN", "strings.Cut", "strings.CutLast", "strings.TrimSpace", "strings.TrimSuffix", "strings.TrimRight":
		return true
	}
	return false
}

// constantAt returns the text of a constant among arguments; "" if it is none.
func constantAt(args []ssa.Value, i int) string {
	if i >= len(args) || args[i] == nil {
		return ""
	}
	v := ssacode.Unboxed(args[i])
	if _, ok := v.(*ssa.Const); !ok {
		return ""
	}
	return ssacode.Head(v, 0)
}

// elementsBefore returns the text that comes before f where the elements of a list are
// printed one after the other, with the separator that follows the list among ops.
func (r *Reader) elementsBefore(f claim.Claim, ops []ssa.Value) string {
	i, ok := elementNumber(f.Path)
	elements := ssacode.Variadic(ops[0])
	if !ok || f.Val != ops[0] || i == 0 || i >= len(elements) || elements[i-1] == nil {
		return ""
	}
	separator := ""
	if len(ops) > 1 {
		separator = r.Ending(ops[1])
	}
	return r.Ending(elements[i-1]) + separator
}

// maxWritten bounds how many writes are read back.
const maxWritten = 8

// writtenBefore returns the constant text that was written to w, a builder or a
// file, right before instr in the same block.
func (r *Reader) writtenBefore(w ssa.Value, instr ssa.Instruction) string {
	text, writes := "", 0
	if converted, ok := w.(*ssa.Convert); ok { // a []byte that fmt.Append starts with
		return r.Ending(converted.X)
	}
	block := instr.Block().Instrs
	for i := ssacode.Position(instr) - 1; i >= 0 && writes < maxWritten; i-- {
		call, ok := block[i].(*ssa.Call)
		if !ok || !isWriteTo(call, w) {
			continue
		}
		writes++
		var written string
		var missing ssa.Value
		switch ops := ssacode.Operands(&call.Call); len(ops) {
		case 2:
			written, missing = r.Tail(ops[1], 0)
		case 3:
			written, missing = r.TailOfFormat(ops[1], ops[2], 0)
		}
		if text = written + text; missing != nil {
			break
		}
	}
	return text
}

// isWriteTo reports whether call writes text to w.
func isWriteTo(call *ssa.Call, w ssa.Value) bool {
	ops := ssacode.Operands(&call.Call)
	if len(ops) == 0 || ssacode.Unboxed(ops[0]) != ssacode.Unboxed(w) {
		return false
	}
	return ssacode.IsCall(call, "(*strings.Builder).WriteString", "(*bytes.Buffer).WriteString", "(*os.File).WriteString", "(*bufio.Writer).WriteString",
		"io.WriteString", "fmt.Fprintf")
}

// schemeOf returns the constant scheme of the URL v; if it is not known, that of URLs in
// general.
func (r *Reader) schemeOf(v ssa.Value) string {
	const unknown = "url"
	if v.Referrers() == nil {
		return unknown
	}
	for _, ref := range *v.Referrers() {
		field, ok := ref.(*ssa.FieldAddr)
		if !ok || ssacode.FieldName(field.X.Type(), field.Field) != "Scheme" {
			continue
		}
		for _, use := range *field.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == field {
				if text, missing := r.Tail(store.Val, 0); missing == nil {
					return text
				}
			}
		}
	}
	return unknown
}

// templateText returns the constant text that the template v was parsed from.
func (r *Reader) templateText(v ssa.Value, depth int) string {
	if depth > 2*summary.MaxSteps {
		return ""
	}
	switch v := v.(type) {
	case *ssa.Extract:
		return r.templateText(v.Tuple, depth+1)
	case *ssa.UnOp:
		if store := r.OnlyStore(v.X); store != nil && v.Op == token.MUL {
			return r.templateText(store, depth+1)
		}
	case *ssa.Call:
		switch {
		case ssacode.IsCall(v, "(*text/template.Template).Parse", "(*html/template.Template).Parse"):
			return r.Ending(v.Call.Args[1])
		case ssacode.IsCall(v, "text/template.Must", "html/template.Must", "(*text/template.Template).Option", "(*html/template.Template).Option"):
			return r.templateText(v.Call.Args[0], depth+1)
		}
	}
	return ""
}

// templateAround returns the text of a template that comes before the field at path of
// its data, and that from there on.
func templateAround(text, path string) (before, after string) {
	var names []string
	for _, step := range summary.Steps(path) {
		names = append(names, strings.Trim(step, "[]"))
	}
	field := regexp.MustCompile(`\{\{-?[^{}]*\.` + regexp.QuoteMeta(strings.Join(names, ".")) + `\b`)
	if path == "" {
		field = regexp.MustCompile(`\{\{-?\s*\.\s*-?\}\}`)
	}
	at := field.FindStringIndex(text)
	if at == nil {
		return "", ""
	}
	return text[:at[0]], text[at[0]:]
}
