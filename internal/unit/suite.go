package unit

import "golang.org/x/tools/go/analysis"

// A Suite is what a driver runs.
type Suite struct {
	Analyzers []*analysis.Analyzer

	// Trigger reports whether a fact may make a package matter that uses what
	// it is about, and the last name of that: a package whose text has none of
	// those names can do without the facts. The name is "" if it is unknown.
	Trigger func(analysis.Fact) (name string, ok bool)
}

// FactNames returns the names of all triggers among the records, each once.
func (s *Suite) FactNames(imports [][]Record) []string {
	var names []string
	seen := map[string]bool{}
	for _, records := range imports {
		for _, r := range records {
			if name, ok := s.Trigger(r.Fact); ok && !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	return names
}
