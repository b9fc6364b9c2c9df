package main

import "fmt"

// A contest is what is measured in turn.
type contest struct {
	contenders []*contender
	pairs      [][2]*contender // of which the ratio is of interest
}

// add adds a contender.
func (c *contest) add(contender contender) *contender {
	c.contenders = append(c.contenders, &contender)
	return &contender
}

// compare adds ratios of a contender to others. There may be no other.
func (c *contest) compare(of *contender, to ...*contender) {
	for _, other := range to {
		if other != nil {
			c.pairs = append(c.pairs, [2]*contender{of, other})
		}
	}
}

// contest returns what opts ask for.
func (t *toolbox) contest(opts *options) *contest {
	c := new(contest)
	sockvet := c.add(t.sockvet("sockvet", "sockvet", "./..."))
	if opts.old != "" {
		c.compare(sockvet, c.add(t.sockvet("sockvet, "+opts.old, "old", "./...")))
	}
	if opts.ungated {
		c.compare(sockvet, c.add(t.sockvet("sockvet -gate=false", "sockvet", "-gate=false", "./...")))
	}
	if opts.linters {
		c.compare(sockvet, c.add(t.staticcheck()), c.add(t.bodyclose()))
	}
	if opts.golangci != "" {
		c.compare(c.add(t.linter(opts.golangci, "sockvet")), c.add(t.linter(opts.golangci, "bodyclose")))
	}
	if opts.drivers {
		c.compare(c.add(t.sockvet("sockvet -modules, as in pre-commit", "sockvet", "-modules", "go.mod")), sockvet)
	}
	if opts.vet {
		t.addVet(c, opts)
	}
	if opts.repeated {
		t.addRepeated(c, opts)
	}
	return c
}

// addVet adds sockvet and others as tools of go vet.
func (t *toolbox) addVet(c *contest, opts *options) {
	sockvet := c.add(t.vet("go vet, sockvet", "sockvet"))
	c.compare(sockvet,
		c.add(t.vet("go vet, a tool that only answers", "floorvet")),
		c.add(t.vet("go vet, a check that does nothing", "noopvet")))
	if opts.old != "" {
		c.compare(sockvet, c.add(t.vet("go vet, sockvet, "+opts.old, "old")))
	}
	if opts.ungated {
		c.compare(sockvet, c.add(t.vet("go vet, sockvet -gate=false", "sockvet", "-gate=false")))
	}
	if opts.drivers {
		c.compare(c.add(t.under("fix", "go fix, sockvet", "sockvet", "-diff")), sockvet)
	}
}

// addRepeated adds second runs.
func (t *toolbox) addRepeated(c *contest, opts *options) {
	list := c.add(contender{name: "go list", args: list})
	again := func(first contender) {
		first.name += ", second run"
		first.repeated = true
		if first.cacheVar != "" {
			first.cache = t.path("second-" + first.cacheVar)
		}
		c.compare(c.add(first), list)
	}
	again(t.sockvet("sockvet", "sockvet", "./..."))
	if opts.vet {
		again(t.vet("go vet, sockvet", "sockvet"))
	}
	if opts.linters {
		again(t.staticcheck())
	}
	if opts.golangci != "" {
		again(t.linter(opts.golangci, "sockvet"))
	}
}

// list is the command that compiles all that is needed.
var list = []string{"go", "list", "-export", "-deps", "-test", "./..."}

// sockvet returns the command of a binary with args.
func (t *toolbox) sockvet(name, binary string, args ...string) contender {
	return contender{
		name:     name,
		args:     append([]string{t.path(binary)}, args...),
		found:    1,
		cacheVar: "SOCKVET_CACHE",
		cache:    "off",
	}
}

// staticcheck returns staticcheck, with the checks that are on by default.
func (t *toolbox) staticcheck() contender {
	return contender{
		name:     "staticcheck",
		args:     []string{t.path("staticcheck"), "./..."},
		found:    1,
		cacheVar: "STATICCHECK_CACHE",
		cache:    t.path("staticcheck-cache"),
	}
}

// bodyclose returns bodyclose, which like sockvet follows values through SSA. It keeps
// nothing.
func (t *toolbox) bodyclose() contender {
	return contender{name: "bodyclose", args: []string{t.path("bodyclose"), "./..."}, found: 3}
}

// vet returns go vet with a binary as its tool.
func (t *toolbox) vet(name, binary string, flags ...string) contender {
	return t.under("vet", name, binary, flags...)
}

// under returns a subcommand of the go command with a binary as its tool.
func (t *toolbox) under(subcommand, name, binary string, flags ...string) contender {
	t.tools++
	tool := t.path(fmt.Sprintf("tool%d", t.tools))
	args := []string{"go", subcommand, "-" + subcommand + "tool=" + tool}
	return contender{
		name:   name,
		args:   append(append(args, flags...), "./..."),
		found:  1,
		tool:   tool,
		binary: t.path(binary),
	}
}

// linter returns golangci-lint with one linter.
func (t *toolbox) linter(golangci, name string) contender {
	return contender{
		name:     "golangci-lint, " + name,
		args:     []string{golangci, "run", "--config=" + t.path(name+".yml"), "--allow-parallel-runners", "./..."},
		found:    1,
		cacheVar: "GOLANGCI_LINT_CACHE",
		cache:    t.path("golangci-lint-" + name),
	}
}

// golangciConfig turns one linter of golangci-lint on. The settings are those that the
// plugin has to have.
const golangciConfig = `version: "2"
linters:
  default: none
  enable: [%s]
  settings: {custom: {sockvet: {type: module}}}
`
