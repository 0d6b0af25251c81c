from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models


class PersonManager(BaseUserManager):
    def create_user(self, email, password=None, **values):
        person = self.model(email=self.normalize_email(email), **values)
        person.set_password(password)
        person.save()
        return person

    def create_superuser(self, email, password=None, **values):
        return self.create_user(email, password, is_superuser=True, is_staff=True, **values)


class Person(AbstractBaseUser, PermissionsMixin):
    """Logs in with an e-mail address; has no username, and one name instead of two."""

    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)

    objects = PersonManager()
    USERNAME_FIELD = "email"

    def __str__(self):
        return self.email

    def get_full_name(self):
        return self.full_name
