package main

import (
	"flag"
	"strconv"

	"golang.org/x/tools/go/analysis"

	"github.com/sockvet/sockvet/internal/sockflow"
)

// addGateFlag adds the flag that turns the gate off. The gate changes no
// finding; the flag is there to prove that, and to measure what it saves.
func addGateFlag(flags *flag.FlagSet) *bool {
	return flags.Bool("gate", true, "skip packages that cannot matter, unparsed (for measurements)")
}

// off reports whether the gate was turned off, and if so turns off the one that
// the engine asks itself under the drivers of others.
func off(gate *bool) bool {
	if !*gate {
		sockflow.UseGate(false)
	}
	return !*gate
}

// A selection holds which analyzers the user has turned on or off.
type selection struct {
	analyzers []*analysis.Analyzer
	switches  map[*analysis.Analyzer]*onOff
}

// addAnalyzerFlags adds, for each analyzer, the flag -NAME, which turns it on or
// off, and its own flags as -NAME.FLAG. They are those that unitchecker adds.
func addAnalyzerFlags(flags *flag.FlagSet, analyzers []*analysis.Analyzer) *selection {
	s := &selection{analyzers, map[*analysis.Analyzer]*onOff{}}
	for _, a := range analyzers {
		s.switches[a] = new(onOff)
		flags.Var(s.switches[a], a.Name, "enable "+strconv.Quote(a.Name)+" analysis")
		a.Flags.VisitAll(func(f *flag.Flag) {
			flags.Var(f.Value, a.Name+"."+f.Name, f.Usage)
		})
	}
	return s
}

// enabled returns the analyzers to run: those that were turned on, or else all
// that were not turned off.
func (s *selection) enabled() []*analysis.Analyzer {
	if on := s.with(func(f onOff) bool { return f == turnedOn }); len(on) > 0 {
		return on
	}
	return s.with(func(f onOff) bool { return f != turnedOff })
}

func (s *selection) with(keep func(onOff) bool) []*analysis.Analyzer {
	var kept []*analysis.Analyzer
	for _, a := range s.analyzers {
		if keep(*s.switches[a]) {
			kept = append(kept, a)
		}
	}
	return kept
}

// onOff is a boolean flag that knows whether it was set.
type onOff int

const (
	unset onOff = iota
	turnedOn
	turnedOff
)

func (f *onOff) Set(text string) error {
	on, err := strconv.ParseBool(text)
	if err != nil {
		return err
	}
	*f = turnedOff
	if on {
		*f = turnedOn
	}
	return nil
}

func (f *onOff) String() string { return strconv.FormatBool(f == nil || *f != turnedOff) }

func (f *onOff) IsBoolFlag() bool { return true }
