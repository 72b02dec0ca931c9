// Names prints the exported names of Go packages, one a line, with the package before it: functions, types, methods,
// fields, variables and constants. It reads the sources, for the system that it runs on.
//
//	go run names.go sync x/sync/errgroup=/path/to/errgroup time:sleep.go,tick.go
//
// An argument is the path of a package, after a colon the files that count, and after an equals sign its folder if it
// is not one of the standard library.
package main

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	for _, argument := range os.Args[1:] {
		argument, folder, _ := strings.Cut(argument, "=")
		path, files, _ := strings.Cut(argument, ":")
		var pkg *build.Package
		var err error
		if folder == "" {
			pkg, err = build.Import(path, "", 0)
		} else {
			pkg, err = build.ImportDir(folder, 0)
		}
		if err != nil {
			log.Fatal(err)
		}
		var names []string
		for _, file := range pkg.GoFiles {
			if files == "" || slices.Contains(strings.Split(files, ","), file) {
				names = append(names, namesIn(filepath.Join(pkg.Dir, file))...)
			}
		}
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			fmt.Println(path, name)
		}
	}
}

func namesIn(path string) (names []string) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		log.Fatal(err)
	}
	ast.FileExports(file)
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if name := receiver(decl) + decl.Name.Name; ast.IsExported(name) {
				names = append(names, name)
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						names = append(names, name.Name)
					}
				case *ast.TypeSpec:
					names = append(names, spec.Name.Name)
					for _, member := range members(spec.Type) {
						names = append(names, spec.Name.Name+"."+member.Name)
					}
				}
			}
		}
	}
	return names
}

// receiver returns the name of the type of a method and a dot, or nothing for a function.
func receiver(decl *ast.FuncDecl) string {
	if decl.Recv == nil {
		return ""
	}
	expr := decl.Recv.List[0].Type
	if star, ok := expr.(*ast.StarExpr); ok {
		expr = star.X
	}
	if generic, ok := expr.(*ast.IndexExpr); ok {
		expr = generic.X
	}
	return expr.(*ast.Ident).Name + "."
}

// members returns the fields of a struct, or the methods of an interface.
func members(expr ast.Expr) (names []*ast.Ident) {
	var fields *ast.FieldList
	switch expr := expr.(type) {
	case *ast.StructType:
		fields = expr.Fields
	case *ast.InterfaceType:
		fields = expr.Methods
	default:
		return nil
	}
	for _, field := range fields.List {
		names = append(names, field.Names...)
	}
	return names
}
