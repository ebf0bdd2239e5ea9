"""Maya's windows and menus, written down: which controls were made, with which words and calls."""

LAYOUTS = ("columnLayout", "rowLayout", "frameLayout", "formLayout", "scrollLayout")
CONTROLS = (
    *("button", "checkBox", "optionMenuGrp", "menuItem", "textField", "textFieldButtonGrp"),
    *("floatSliderGrp", "intFieldGrp", "text", "textScrollList", "separator", "menu"),
    *("workspaceControl", "shelfButton", "shelfLayout"),
)
OTHERS = ("setParent", "deleteUI", "confirmDialog", "fileDialog2", "inViewMessage", "select")


class Interface:
    """Controls by name. `answers` are what dialogs give back; `told` what they said."""

    def __init__(self, surface):
        known = (*LAYOUTS, *CONTROLS, *OTHERS)
        self.names = tuple(name for name in known if surface.knows(name))
        self.forget()

    def forget(self):
        """A Maya without any of our windows."""
        self.controls, self.answers, self.told, self.selection = {}, {}, [], []

    def __getattr__(self, name):
        if name not in self.__dict__.get("names", ()):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._call(name, args, kwargs)

    def _call(self, kind, args, kwargs):
        if kind == "select":
            self.selection = list(args)
            return None
        if kind in OTHERS:
            self.told.append((kind, kwargs))
            if kind == "deleteUI":
                for name in args:
                    self.controls.pop(name, None)
            return self.answers.get(kind)
        name = args[0] if args else f"{kind}{len(self.controls) + 1}"
        if kwargs.pop("exists", False):
            return name in self.controls
        if kwargs.pop("query", False):
            (asked,) = kwargs
            return self.controls[name][1].get(asked)
        if kwargs.pop("edit", False):
            if kwargs.pop("removeAll", False) or kwargs.pop("deleteAllItems", False):
                self.controls[name][1]["append"] = []
            if "append" in kwargs:
                kwargs["append"] = [*self.controls[name][1].get("append", []), kwargs["append"]]
            self.controls[name][1].update(kwargs)
            return name
        self.controls[name] = (kind, dict(kwargs))
        return name
